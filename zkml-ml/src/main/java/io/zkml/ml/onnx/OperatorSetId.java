package io.zkml.ml.onnx;

/**
 * An operator set that a model uses.
 *
 * @param domain the set's domain; empty means {@code ai.onnx}
 * @param version the set's version
 */
public record OperatorSetId(String domain, long version) {}
