package io.zkml.ml.graph;

import io.zkml.ml.onnx.DataType;

/**
 * An input of a graph.
 *
 * @param name the value's name
 * @param type type of the elements in the model
 * @param shape the dimensions, all fixed
 */
public record GraphValue(String name, DataType type, TensorShape shape) {}
