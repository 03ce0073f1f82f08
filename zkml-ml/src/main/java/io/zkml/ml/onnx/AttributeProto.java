package io.zkml.ml.onnx;

import java.util.List;
import java.util.Optional;

/**
 * An attribute; {@code kind} says which component holds its value, the others are empty.
 *
 * @param name the attribute's name
 * @param reference within a function: the attribute of the call whose value it takes; else empty
 * @param kind the kind of value
 * @param intValue value of an INT
 * @param floatValue value of a FLOAT
 * @param stringValue value of a STRING; bytes that aren't UTF-8 are replaced
 * @param ints values of INTS
 * @param floats values of FLOATS
 * @param strings values of STRINGS
 * @param tensor value of a TENSOR
 * @param graphs value of a GRAPH or GRAPHS
 */
public record AttributeProto(
    String name,
    String reference,
    AttributeKind kind,
    long intValue,
    float floatValue,
    String stringValue,
    List<Long> ints,
    List<Float> floats,
    List<String> strings,
    Optional<TensorProto> tensor,
    List<GraphProto> graphs) {
  public AttributeProto {
    ints = List.copyOf(ints);
    floats = List.copyOf(floats);
    strings = List.copyOf(strings);
    graphs = List.copyOf(graphs);
  }

  /** The same value under another name. */
  public AttributeProto withName(String other) {
    return new AttributeProto(
        other,
        reference,
        kind,
        intValue,
        floatValue,
        stringValue,
        ints,
        floats,
        strings,
        tensor,
        graphs);
  }

  /** The same attribute with other graphs. */
  public AttributeProto withGraphs(List<GraphProto> others) {
    return new AttributeProto(
        name,
        reference,
        kind,
        intValue,
        floatValue,
        stringValue,
        ints,
        floats,
        strings,
        tensor,
        others);
  }
}
