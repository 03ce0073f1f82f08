package io.zkml.ml.onnx;

/**
 * A declared input or output of a graph.
 *
 * @param name the value's name
 * @param type the declared type
 */
public record ValueInfoProto(String name, TypeProto type) {

  /** The same type under another name. */
  public ValueInfoProto withName(String other) {
    return new ValueInfoProto(other, type);
  }
}
