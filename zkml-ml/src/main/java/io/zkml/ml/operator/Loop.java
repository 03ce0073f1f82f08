package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.Subgraph;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Loop} whose number of iterations follows from constants: replaced by all of them, one
 * after the other.
 */
public final class Loop implements ControlFlow {
  private static final int CARRIED = 2;
  private static final long MAX_ITERATIONS = 10_000;

  Loop() {}

  @Override
  public String name() {
    return "Loop";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(0, Signature.MANY)
        .outputs(Signature.MANY)
        .anyOutput()
        .with("body", AttributeKind.GRAPH);
  }

  @Override
  public void expand(Node node, Expansion expansion) throws OperatorException {
    int carried = carried(node);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < carried; i++) {
      values.add(node.input(CARRIED + i));
    }
    List<ScanOutput> scans = new ArrayList<>();
    for (int i = carried; i < node.outputs().size(); i++) {
      scans.add(new ScanOutput(node, 0));
    }
    values = iterate(node, expansion, values, scans);
    for (int i = 0; i < node.outputs().size(); i++) {
      boolean scan = i >= carried;
      String value = scan ? scans.get(i - carried).joined(expansion) : values.get(i);
      expansion.output(node, i, value);
    }
  }

  /** Number of values that iterations hand on. */
  private static int carried(Node node) throws OperatorException {
    Subgraph body = Expansion.body(node, "body");
    int carried = body.inputs().size() - CARRIED;
    Args.require(
        carried >= 0
            && body.outputs().size() > carried
            && Math.max(Expansion.formalInputs(node), CARRIED) == carried + CARRIED
            && node.outputs().size() <= body.outputs().size() - 1,
        "the body has other inputs or outputs");
    return carried;
  }

  /** Runs all iterations; gives the values that the last one hands on. */
  private static List<String> iterate(
      Node node, Expansion expansion, List<String> initial, List<ScanOutput> scans)
      throws OperatorException {
    List<String> values = initial;
    int carried = initial.size();
    long limit = node.input(0).isEmpty() ? MAX_ITERATIONS + 1 : number(expansion, node.input(0));
    String condition = node.input(1);
    for (long i = 0; i < limit && holds(expansion, condition); i++) {
      Args.require(i < MAX_ITERATIONS, "it runs more than " + MAX_ITERATIONS + " iterations");
      List<String> formal = new ArrayList<>();
      formal.add(expansion.number((double) i, DataType.INT64));
      formal.add(expansion.number(1, DataType.BOOL));
      formal.addAll(values);
      List<String> results = expansion.run(node, "body", formal);
      condition = results.getFirst();
      values = results.subList(1, 1 + carried);
      for (int k = 0; k < scans.size(); k++) {
        scans.get(k).add(results.get(1 + carried + k), false, expansion);
      }
    }
    return values;
  }

  private static boolean holds(Expansion expansion, String condition) throws OperatorException {
    return condition.isEmpty() || number(expansion, condition) != 0;
  }

  private static long number(Expansion expansion, String value) throws OperatorException {
    FloatTensor tensor = expansion.constant(value).orElse(null);
    if (tensor == null || tensor.size() != 1) {
      throw new OperatorException("the number of iterations must follow from constants");
    }
    return (long) tensor.get(0);
  }
}
