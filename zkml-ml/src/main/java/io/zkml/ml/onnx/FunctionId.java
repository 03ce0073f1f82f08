package io.zkml.ml.onnx;

/**
 * The name of a function that a model defines itself.
 *
 * @param domain the function's domain
 * @param name the function's name
 */
public record FunctionId(String domain, String name) {}
