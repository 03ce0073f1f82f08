package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One value of every iteration of a loop, stacked along a new axis. */
final class ScanOutput {
  private final Node node;
  private final long axis;
  private final List<String> slices = new ArrayList<>();

  ScanOutput(Node node, long axis) {
    this.node = node;
    this.axis = axis;
  }

  /** Adds the value of an iteration, at the end or at the beginning. */
  void add(String value, boolean front, Expansion expansion) throws OperatorException {
    boolean attribute = node.opset() < Squeeze.INPUT_AXES_OPSET;
    List<String> inputs = new ArrayList<>(List.of(value));
    Map<String, Attribute> axes = Map.of("axes", new Attribute.IntsValue(List.of(axis)));
    if (!attribute) {
      FloatTensor tensor = FloatTensor.vector((double) axis).withType(DataType.INT64);
      inputs.add(expansion.constant("axes", tensor));
    }
    String slice = expansion.node(node, "Unsqueeze", inputs, attribute ? axes : Map.of());
    slices.add(front ? 0 : slices.size(), slice);
  }

  /** The stack. */
  String joined(Expansion expansion) throws OperatorException {
    Args.require(!slices.isEmpty(), "it has an output of no iterations");
    Map<String, Attribute> attributes = Map.of("axis", new Attribute.IntValue(axis));
    return expansion.node(node, "Concat", slices, attributes);
  }
}
