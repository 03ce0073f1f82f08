package io.zkml.ml;

import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.ModelInspection.Cost;
import io.zkml.ml.ModelInspection.NodeReport;
import io.zkml.ml.ModelInspection.Status;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.ValueRange;
import io.zkml.vm.proof.ProofCost;
import io.zkml.vm.proof.TensorMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compiles a model as far as that goes, and says how far. */
final class Inspector {

  /** Sizes do not depend on it. */
  private static final Salt SALT = Salt.of(new byte[Salt.BYTES]);

  /** Bytes of a statement around its tensors, and around each of them. */
  private static final int STATEMENT_BYTES = 96;

  private final NumericPolicy policy;
  private final Boundary boundary;
  private final SecurityParameters parameters;
  private final List<FloatTensor> calibration;
  private final List<Map<String, FloatTensor>> namedCalibration;

  /**
   * An inspector of models that are compiled like this.
   *
   * @param calibration inputs that fix the ranges; empty if there are none yet
   * @param namedCalibration more of them by name
   */
  Inspector(
      NumericPolicy policy,
      Boundary boundary,
      SecurityParameters parameters,
      List<FloatTensor> calibration,
      List<Map<String, FloatTensor>> namedCalibration) {
    this.policy = policy;
    this.boundary = boundary;
    this.parameters = parameters;
    this.calibration = calibration;
    this.namedCalibration = namedCalibration;
  }

  private boolean isCalibrated() {
    return !calibration.isEmpty() || !namedCalibration.isEmpty();
  }

  private Map<String, ValueRange> ranges(ShapedGraph shaped, Quantizer quantizer)
      throws UnsupportedModelException {
    if (!isCalibrated()) {
      return unitRanges(shaped);
    }
    List<Map<String, FloatTensor>> samples = new ArrayList<>(namedCalibration);
    samples.addAll(quantizer.named(calibration));
    return quantizer.calibrateNamed(samples);
  }

  ModelInspection inspect(GraphBuilder builder) throws OnnxFormatException {
    Graph graph;
    try {
      graph = builder.build();
    } catch (UnsupportedModelException e) {
      return report(List.of(), texts(e.problems()), Optional.empty());
    }
    ShapedGraph shaped;
    try {
      shaped = ShapeInference.infer(GraphPasses.apply(graph));
    } catch (UnsupportedModelException e) {
      RefusedModel refused = new RefusedModel(graph, policy);
      return report(refused.nodes(), refused.others(), Optional.empty());
    }
    return inspect(shaped);
  }

  private ModelInspection inspect(ShapedGraph shaped) {
    Quantizer quantizer = new Quantizer(shaped);
    Map<String, Integer> operations = new HashMap<>();
    try {
      Map<String, ValueRange> ranges = ranges(shaped, quantizer);
      QuantizedGraph quantised =
          quantizer.quantize(ranges, policy, (node, n) -> operations.put(node.name(), n));
      LoweredModel lowered =
          Lowering.lower(
              quantised, policy.windowBits(), boundary, boundary.hasPublicWeights() ? null : SALT);
      ProofCost cost = new TensorMachine(lowered.program()).cost(parameters);
      return report(
          new NodeCosts(shaped, quantised, operations, lowered, cost).nodes(),
          List.of(),
          Optional.of(cost(quantised, cost)));
    } catch (UnsupportedModelException e) {
      List<ModelProblem> whole = e.problems().stream().filter(p -> p.node().isEmpty()).toList();
      return report(nodes(shaped, e.problems()), texts(whole), Optional.empty());
    } catch (IllegalArgumentException e) {
      return report(
          nodes(shaped, List.of()), List.of(String.valueOf(e.getMessage())), Optional.empty());
    }
  }

  private ModelInspection report(
      List<NodeReport> nodes, List<String> problems, Optional<Cost> cost) {
    return new ModelInspection(policy, parameters.name(), isCalibrated(), nodes, problems, cost);
  }

  private static List<String> texts(List<ModelProblem> problems) {
    return problems.stream().map(ModelProblem::toString).toList();
  }

  /** Ranges that give every value some scale: sizes hardly depend on it. */
  static Map<String, ValueRange> unitRanges(ShapedGraph shaped) {
    Map<String, ValueRange> ranges = new HashMap<>();
    ValueRange unit = new ValueRange(-1, 1);
    shaped.graph().inputs().forEach(i -> ranges.put(i.name(), unit));
    shaped.graph().nodes().forEach(n -> n.outputs().forEach(o -> ranges.put(o, unit)));
    return ranges;
  }

  private static List<NodeReport> nodes(ShapedGraph shaped, List<ModelProblem> problems) {
    List<NodeReport> out = new ArrayList<>();
    for (Node node : shaped.graph().nodes()) {
      String problem =
          problems.stream()
              .filter(p -> p.node().equals(node.name()))
              .map(ModelProblem::reason)
              .collect(Collectors.joining("; "));
      Status status = problem.isEmpty() ? status(shaped, node) : Status.REFUSED;
      out.add(NodeReport.of(node.name(), operator(node), shapes(node, shaped), status, problem));
    }
    return out;
  }

  private static Status status(ShapedGraph shaped, Node node) {
    return shaped.constant(node.output(0)).isPresent() ? Status.CONSTANT : Status.PROVABLE;
  }

  static String operator(Node node) {
    return node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator();
  }

  private static String shapes(Node node, ShapedGraph shaped) {
    Map<String, TensorShape> shapes = new HashMap<>();
    node.inputs().stream().filter(i -> !i.isEmpty()).forEach(i -> shapes.put(i, shaped.shape(i)));
    node.outputs().stream().filter(o -> !o.isEmpty()).forEach(o -> shapes.put(o, shaped.shape(o)));
    return shapes(node, shapes);
  }

  /** Shapes of inputs and outputs, "?" where unknown. */
  static String shapes(Node node, Map<String, TensorShape> shapes) {
    return list(node.inputs(), shapes) + " -> " + list(node.outputs(), shapes);
  }

  private static String list(List<String> values, Map<String, TensorShape> shapes) {
    return values.stream()
        .filter(v -> !v.isEmpty())
        .map(v -> shapes.containsKey(v) ? shapes.get(v).toString().replace(" ", "") : "?")
        .collect(Collectors.joining(" "));
  }

  private Cost cost(QuantizedGraph graph, ProofCost cost) {
    long statement = STATEMENT_BYTES;
    statement += boundary.input() == Visibility.PUBLIC ? bytes(graph.inputValues()) : 0;
    statement += boundary.output() == Visibility.PUBLIC ? bytes(graph.outputValues()) : 0;
    return new Cost(
        cost.committedCells(),
        cost.constantCells(),
        cost.lookups(),
        cost.expectedBytes() + statement,
        cost.maxBytes() + statement,
        CostModel.seconds(cost.busLeaves(), cost.committedCells(), cost.constantCells()),
        CostModel.memoryBytes(
            parameters, cost.busLeaves(), cost.committedCells(), cost.constantCells()));
  }

  private static long bytes(List<QuantValue> values) {
    return values.stream().mapToLong(v -> Long.BYTES * (v.shape().elements() + 1)).sum();
  }

  /** Hands the cost of every job to the node that it comes from. */
  private final class NodeCosts {
    private final ShapedGraph shaped;
    private final QuantizedGraph quantised;
    private final Map<String, Integer> operations;
    private final LoweredModel lowered;
    private final ProofCost cost;
    private int from;

    NodeCosts(
        ShapedGraph shaped,
        QuantizedGraph quantised,
        Map<String, Integer> operations,
        LoweredModel lowered,
        ProofCost cost) {
      this.shaped = shaped;
      this.quantised = quantised;
      this.operations = operations;
      this.lowered = lowered;
      this.cost = cost;
    }

    List<NodeReport> nodes() {
      return shaped.graph().nodes().stream().map(this::node).toList();
    }

    private NodeReport node(Node node) {
      int to = operations.getOrDefault(node.name(), from);
      long cells = 0;
      long lookups = 0;
      List<Integer> bounds = lowered.jobBounds();
      for (ProofCost.JobCost job : cost.jobs().subList(bounds.get(from), bounds.get(to))) {
        cells += job.cells();
        lookups += job.lookups();
      }
      long weights =
          quantised.ops().subList(from, to).stream().mapToLong(QuantOp::parameters).sum();
      from = to;
      return new NodeReport(
          node.name(),
          operator(node),
          shapes(node, shaped),
          status(shaped, node),
          "",
          cells,
          lookups,
          weights,
          CostModel.seconds(lookups, cells, weights),
          CostModel.nodeBytes(parameters, lookups, cells, weights));
    }
  }
}
