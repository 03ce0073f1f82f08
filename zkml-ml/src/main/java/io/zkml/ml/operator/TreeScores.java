package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.Ordinals;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the tree ensembles of {@code ai.onnx.ml} expand to: scores {@code [rows, scores]} before a
 * transform, exact; the same rounded, for a transform to read; the label of every row.
 */
final class TreeScores implements Operator {

  /** The domain of operators that no model names. */
  static final String DOMAIN = "io.zkml";

  /** Replaces the operator-specific attribute: the number of a {@link Forest.Aggregation}. */
  static final String AGGREGATION = "aggregation";

  private final Operator replaced;

  /** What a tree ensemble expands to; it has that operator's attributes. */
  TreeScores(Operator replaced) {
    this.replaced = replaced;
  }

  @Override
  public String name() {
    return name(replaced.name());
  }

  private static String name(String replaced) {
    return replaced + "Scores";
  }

  @Override
  public String domain() {
    return DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    Map<String, AttributeKind> kinds = new TreeMap<>(replaced.signature(opset).attributes());
    kinds.remove("aggregate_function");
    kinds.remove("post_transform");
    kinds.put(AGGREGATION, AttributeKind.INT);
    return new Signature(1, 1, 3, false, kinds);
  }

  /**
   * Expands a tree ensemble.
   *
   * @param label the output that takes labels; none if negative
   * @param scores the output that takes scores
   */
  static void expand(
      NodeContext context,
      Replacement graph,
      Forest.Aggregation aggregation,
      PostTransform transform,
      int label,
      int scores)
      throws OperatorException {
    String labels = label < 0 ? "" : context.node().output(label);
    boolean scored = scores < context.outputCount();
    String target = scored ? context.node().output(scores) : "";
    if (transform == PostTransform.NONE || target.isEmpty()) {
      add(context, graph, aggregation, List.of(target, "", labels));
      return;
    }
    String rounded = graph.claim("rounded");
    add(context, graph, aggregation, List.of("", rounded, labels));
    switch (transform) {
      case LOGISTIC -> graph.output(scores, graph.add("Sigmoid", rounded));
      case SOFTMAX ->
          graph.output(scores, graph.add("Softmax", Replacement.integer("axis", 1), rounded));
      default ->
          throw new OperatorException(
              "post_transform " + transform + " cannot be proven: export the scores without it");
    }
  }

  private static void add(
      NodeContext context,
      Replacement graph,
      Forest.Aggregation aggregation,
      List<String> outputs) {
    Map<String, Attribute> kept = new TreeMap<>(context.attributes().asMap());
    kept.remove("aggregate_function");
    kept.remove("post_transform");
    kept.put(AGGREGATION, new Attribute.IntValue(aggregation.code()));
    String name = name(context.node().operator());
    graph.addNode(DOMAIN, name, Attributes.of(kept), List.of(graph.input(0)), outputs);
  }

  /** How the weights of several trees make one number. */
  static Forest.Aggregation aggregation(NodeContext context) throws OperatorException {
    Forest.Aggregation[] all = Forest.Aggregation.values();
    long code = context.attributes().intValue(AGGREGATION, Forest.Aggregation.SUM.code());
    return all[Args.toIntIn(code, 0, all.length - 1, AGGREGATION)];
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    TensorShape scores = TensorShape.of(rows, ForestModel.of(context).scores());
    return List.of(scores, scores, TensorShape.of(rows)).subList(0, context.outputCount());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT, DataType.FLOAT, DataType.INT64)
        .subList(0, context.outputCount());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    ForestModel model = ForestModel.of(context);
    int width = model.scores();
    TensorShape shape = context.outputShape(0);
    double[] scores = new double[Math.toIntExact(shape.elements())];
    double[] labels = new double[shape.dim(0)];
    for (int row = 0; row < labels.length; row++) {
      double[] one = model.row(inputs, row);
      System.arraycopy(one, 0, scores, row * width, width);
      labels[row] = model.classifies() ? model.label(one) : 0;
    }
    FloatTensor all = FloatTensor.of(shape, scores);
    return List.of(all, all, FloatTensor.vector(labels)).subList(0, context.outputCount());
  }

  @Override
  public Optional<Ordinals> ordinals(NodeContext context) {
    try {
      ForestModel model = ForestModel.of(context);
      ForestConditions conditions = ForestConditions.of(model.forest(), context.inputType(0));
      return Optional.of(conditions.ordinals(Table.features(context)));
    } catch (OperatorException e) {
      // Says so again, as a problem of the node, when that is quantised.
      return Optional.empty();
    }
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    new QuantForest(context, builder, ForestModel.of(context)).define();
  }
}
