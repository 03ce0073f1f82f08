package io.zkml.ml;

import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.ValueRange;
import io.zkml.vm.proof.TensorMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Compiles a model as far as that goes without calibration data. */
final class Inspector {

  /** Processor seconds a cell or lookup, and once a proof: measured, rounded up by half. */
  private static final double SECONDS_PER_ITEM = 0.45e-6;

  private static final double SECONDS_PER_PROOF = 0.015;

  /** Sizes do not depend on it. */
  private static final Salt SALT = Salt.of(new byte[Salt.BYTES]);

  private Inspector() {}

  static ModelInspection inspect(
      GraphBuilder graph, NumericPolicy policy, Boundary boundary, SecurityParameters parameters)
      throws OnnxFormatException {
    ShapedGraph shaped;
    try {
      shaped = ShapeInference.infer(GraphPasses.apply(graph.build()));
    } catch (UnsupportedModelException e) {
      List<String> problems = e.problems().stream().map(ModelProblem::toString).toList();
      return new ModelInspection(List.of(), problems, ModelInspection.Cost.UNKNOWN);
    }
    try {
      QuantizedGraph quantised = new Quantizer(shaped).quantize(unitRanges(shaped), policy);
      return new ModelInspection(
          nodes(shaped, List.of()), List.of(), cost(quantised, policy, boundary, parameters));
    } catch (UnsupportedModelException e) {
      List<String> whole =
          e.problems().stream()
              .filter(p -> p.node().isEmpty())
              .map(ModelProblem::toString)
              .toList();
      return new ModelInspection(nodes(shaped, e.problems()), whole, ModelInspection.Cost.UNKNOWN);
    } catch (IllegalArgumentException e) {
      return new ModelInspection(
          nodes(shaped, List.of()), List.of(e.getMessage()), ModelInspection.Cost.UNKNOWN);
    }
  }

  /** Ranges that give every value some scale: sizes do not depend on it. */
  private static Map<String, ValueRange> unitRanges(ShapedGraph shaped) {
    Map<String, ValueRange> ranges = new HashMap<>();
    ValueRange unit = new ValueRange(-1, 1);
    shaped.graph().inputs().forEach(i -> ranges.put(i.name(), unit));
    shaped.graph().nodes().forEach(n -> n.outputs().forEach(o -> ranges.put(o, unit)));
    return ranges;
  }

  private static List<ModelInspection.NodeReport> nodes(
      ShapedGraph shaped, List<ModelProblem> problems) {
    List<ModelInspection.NodeReport> out = new ArrayList<>();
    for (Node node : shaped.graph().nodes()) {
      String problem =
          problems.stream()
              .filter(p -> p.node().equals(node.name()))
              .map(ModelProblem::reason)
              .findFirst()
              .orElse("");
      String domain = node.domain().isEmpty() ? "" : node.domain() + ".";
      out.add(
          new ModelInspection.NodeReport(
              node.name(),
              domain + node.operator(),
              shaped.shape(node.output(0)).toString(),
              problem));
    }
    return out;
  }

  private static ModelInspection.Cost cost(
      QuantizedGraph graph,
      NumericPolicy policy,
      Boundary boundary,
      SecurityParameters parameters) {
    TensorMachine machine =
        new TensorMachine(
            Lowering.lower(
                    graph, policy.windowBits(), boundary, boundary.hasPublicWeights() ? null : SALT)
                .program());
    long items = machine.committedCells() + machine.lookups();
    return new ModelInspection.Cost(
        OptionalLong.of(machine.committedCells()),
        OptionalLong.of(machine.constantCells()),
        OptionalLong.of(machine.lookups()),
        OptionalLong.of(machine.expectedOpeningBytes(parameters)),
        SECONDS_PER_PROOF + items * SECONDS_PER_ITEM);
  }
}
