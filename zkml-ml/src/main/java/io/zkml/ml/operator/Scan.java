package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.Subgraph;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code Scan}, since opset 9: replaced by all its iterations, one after the other. */
public final class Scan implements ControlFlow {
  private static final int MIN_OPSET = 9;

  Scan() {}

  @Override
  public String name() {
    return "Scan";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, Signature.MANY)
        .outputs(Signature.MANY)
        .anyOutput()
        .with("body", AttributeKind.GRAPH)
        .with("num_scan_inputs", AttributeKind.INT)
        .with("scan_input_axes", AttributeKind.INTS)
        .with("scan_input_directions", AttributeKind.INTS)
        .with("scan_output_axes", AttributeKind.INTS)
        .with("scan_output_directions", AttributeKind.INTS);
  }

  @Override
  public void expand(Node node, Expansion expansion) throws OperatorException {
    Args.require(node.opset() >= MIN_OPSET, "Scan of opset " + node.opset());
    int states = states(node);
    int scanned = Expansion.formalInputs(node) - states;
    int outputs = Expansion.body(node, "body").outputs().size() - states;
    int steps = steps(node, expansion, states, scanned);
    List<String> values = node.inputs().subList(0, states);
    List<ScanOutput> scans = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      scans.add(new ScanOutput(node, entry(node, "scan_output_axes", i)));
    }
    for (int step = 0; step < steps; step++) {
      List<String> formal = new ArrayList<>(values);
      for (int i = 0; i < scanned; i++) {
        formal.add(slice(node, expansion, states, i, step, steps));
      }
      List<String> results = expansion.run(node, "body", formal);
      values = results.subList(0, states);
      for (int i = 0; i < outputs; i++) {
        boolean front = entry(node, "scan_output_directions", i) != 0;
        scans.get(i).add(results.get(states + i), front, expansion);
      }
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      expansion.output(
          node, i, i < states ? values.get(i) : scans.get(i - states).joined(expansion));
    }
  }

  /** Number of values that iterations hand on. */
  private static int states(Node node) throws OperatorException {
    Subgraph body = Expansion.body(node, "body");
    int inputs = body.inputs().size();
    long given = node.attributes().intValue("num_scan_inputs", 0);
    int states = inputs - Args.toIntIn(given, 1, inputs, "num_scan_inputs");
    Args.require(
        Expansion.formalInputs(node) == inputs
            && body.outputs().size() >= states
            && node.outputs().size() <= body.outputs().size(),
        "the body has other inputs or outputs");
    return states;
  }

  private static long entry(Node node, String name, int index) throws OperatorException {
    List<Long> list = node.attributes().ints(name).orElse(List.of());
    Args.require(list.isEmpty() || index < list.size(), name + " is too short");
    return list.isEmpty() ? 0 : list.get(index);
  }

  private static int steps(Node node, Expansion expansion, int states, int scanned)
      throws OperatorException {
    int steps = -1;
    for (int i = 0; i < scanned; i++) {
      TensorShape shape = expansion.shape(node.input(states + i));
      int length = shape.dim(Args.axis(entry(node, "scan_input_axes", i), shape.rank()));
      Args.require(steps < 0 || steps == length, "the scanned inputs differ in length");
      steps = length;
    }
    return steps;
  }

  private static String slice(
      Node node, Expansion expansion, int states, int input, int step, int steps)
      throws OperatorException {
    boolean reverse = entry(node, "scan_input_directions", input) != 0;
    String index = expansion.number(reverse ? steps - 1 - step : step, DataType.INT64);
    Map<String, Attribute> axis =
        Map.of("axis", new Attribute.IntValue(entry(node, "scan_input_axes", input)));
    return expansion.node(node, "Gather", List.of(node.input(states + input), index), axis);
  }
}
