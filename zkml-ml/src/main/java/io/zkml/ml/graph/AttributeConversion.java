package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeProto;
import io.zkml.ml.onnx.NodeProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.TensorProto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From attributes and tensors of an ONNX file to those of a graph. */
final class AttributeConversion {
  private AttributeConversion() {}

  static Attributes attributes(NodeProto node) throws OnnxFormatException {
    Map<String, Attribute> byName = new TreeMap<>();
    for (AttributeProto attribute : node.attributes()) {
      if (!attribute.reference().isEmpty()) {
        throw new OnnxFormatException(
            "node '" + node.name() + "'",
            "attribute '" + attribute.name() + "' refers to a function's, outside of functions");
      }
      if (byName.put(attribute.name(), convert(attribute)) != null) {
        throw new OnnxFormatException(
            "node '" + node.name() + "'", "attribute '" + attribute.name() + "' twice");
      }
    }
    return Attributes.of(byName);
  }

  private static Attribute convert(AttributeProto attribute) {
    return switch (attribute.kind()) {
      case INT -> new Attribute.IntValue(attribute.intValue());
      case FLOAT -> new Attribute.FloatValue(attribute.floatValue());
      case STRING -> new Attribute.StringValue(attribute.stringValue());
      case INTS -> new Attribute.IntsValue(attribute.ints());
      case FLOATS -> new Attribute.FloatsValue(widened(attribute.floats()));
      case STRINGS -> new Attribute.StringsValue(attribute.strings());
      case TENSOR -> tensor(attribute);
      default -> new Attribute.Unheld(attribute.kind(), "a value of kind " + attribute.kind());
    };
  }

  private static List<Double> widened(List<Float> floats) {
    return floats.stream().map(Float::doubleValue).toList();
  }

  private static Attribute tensor(AttributeProto attribute) {
    TensorProto tensor = attribute.tensor().orElseThrow();
    return tensor.isNumeric()
        ? new Attribute.TensorValue(tensor(tensor))
        : new Attribute.Unheld(attribute.kind(), "a tensor of type " + tensor.type());
  }

  /** A numeric tensor. The reader checked dimensions and count. */
  static FloatTensor tensor(TensorProto tensor) {
    return FloatTensor.of(shape(tensor), tensor.toDoubles()).withType(tensor.type());
  }

  static TensorShape shape(TensorProto tensor) {
    return TensorShape.of(tensor.dims().stream().mapToInt(Math::toIntExact).toArray());
  }
}
