package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code TreeEnsemble}: decision trees with branches and leaves in lists of their own. */
public final class TreeEnsemble implements Operator {
  private static final List<String> BRANCHES =
      List.of("featureids", "truenodeids", "trueleafs", "falsenodeids", "falseleafs");

  private static final List<Forest.Aggregation> AGGREGATIONS = List.of(Forest.Aggregation.values());
  private static final List<PostTransform> TRANSFORMS = List.of(PostTransform.values());
  private static final List<Forest.Test> MODES = List.of(Forest.Test.values());

  TreeEnsemble() {}

  @Override
  public String name() {
    return "TreeEnsemble";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    Signature signature = Signature.of(1, 1);
    for (String name : BRANCHES) {
      signature = signature.with("nodes_" + name, AttributeKind.INTS);
    }
    return signature
        .with("nodes_missing_value_tracks_true", AttributeKind.INTS)
        .with("nodes_modes", AttributeKind.TENSOR)
        .with("nodes_splits", AttributeKind.TENSOR)
        .with("nodes_hitrates", AttributeKind.TENSOR)
        .with("leaf_targetids", AttributeKind.INTS)
        .with("leaf_weights", AttributeKind.TENSOR)
        .with("membership_values", AttributeKind.TENSOR)
        .with("tree_roots", AttributeKind.INTS)
        .with("n_targets", AttributeKind.INT)
        .with("aggregate_function", AttributeKind.INT)
        .with("post_transform", AttributeKind.INT);
  }

  private static int targets(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("n_targets", 1), 1, 1 << 20, "n_targets");
  }

  private static Forest.Aggregation aggregation(NodeContext context) throws OperatorException {
    long code = context.attributes().intValue("aggregate_function", 1);
    return AGGREGATIONS.get(Args.toIntIn(code, 0, 3, "aggregate_function"));
  }

  private static PostTransform transform(NodeContext context) throws OperatorException {
    long code = context.attributes().intValue("post_transform", 0);
    return TRANSFORMS.get(Args.toIntIn(code, 0, 4, "post_transform"));
  }

  private static double[] numbers(Attributes attributes, String name) {
    return attributes.tensor(name).map(FloatTensor::data).orElse(new double[0]);
  }

  /** The trees; leaves come behind the branches. */
  private static Forest forest(NodeContext context) throws OperatorException {
    Attributes attributes = context.attributes();
    double[] modes = numbers(attributes, "nodes_modes");
    double[] splits = numbers(attributes, "nodes_splits");
    double[] weights = numbers(attributes, "leaf_weights");
    List<Long> targets = attributes.ints("leaf_targetids").orElse(List.of());
    Args.require(
        splits.length == modes.length && targets.size() == weights.length,
        "the lists of nodes or leaves differ in length");
    for (String name : BRANCHES) {
      int size = attributes.ints("nodes_" + name).orElse(List.of()).size();
      Args.require(size == modes.length, "nodes_" + name + " has " + size + " entries");
    }
    List<Forest.Node> nodes = new ArrayList<>();
    Members members = new Members(numbers(attributes, "membership_values"));
    for (int i = 0; i < modes.length; i++) {
      nodes.add(branch(attributes, i, mode(modes[i]), splits[i], members));
    }
    for (int i = 0; i < weights.length; i++) {
      int target = Args.toInt(targets.get(i), "a target");
      nodes.add(new Forest.Leaf(new int[] {target}, new double[] {weights[i]}));
    }
    int[] roots = Args.toInts(attributes.ints("tree_roots").orElse(List.of()), "a root");
    for (int i = 0; i < roots.length; i++) {
      roots[i] = root(nodes, roots[i]);
    }
    return new Forest(nodes, roots);
  }

  private static Forest.Test mode(double mode) throws OperatorException {
    return MODES.get(Args.toIntIn((long) mode, 0, MODES.size() - 1, "nodes_modes"));
  }

  /** A tree of one leaf has a branch whose sides are the same leaf. */
  private static int root(List<Forest.Node> nodes, int root) {
    boolean single =
        root >= 0
            && root < nodes.size()
            && nodes.get(root) instanceof Forest.Branch branch
            && branch.yes() == branch.no();
    return single && nodes.get(root) instanceof Forest.Branch branch ? branch.yes() : root;
  }

  private static Forest.Branch branch(
      Attributes attributes, int i, Forest.Test test, double split, Members members)
      throws OperatorException {
    List<Long> missing = attributes.ints("nodes_missing_value_tracks_true").orElse(List.of());
    return new Forest.Branch(
        test,
        Args.toInt(attributes.ints("nodes_featureids").orElseThrow().get(i), "a feature"),
        split,
        test == Forest.Test.MEMBER ? members.next() : Set.of(),
        missing.size() > i && missing.get(i) != 0,
        child(attributes, i, "true"),
        child(attributes, i, "false"));
  }

  private static int child(Attributes attributes, int i, String side) throws OperatorException {
    long node = attributes.ints("nodes_" + side + "nodeids").orElseThrow().get(i);
    List<Long> leaves = attributes.ints("nodes_" + side + "leafs").orElseThrow();
    int count = leaves.size();
    return Args.toIntIn(leaves.get(i) != 0 ? node + count : node, 0, 1 << 30, "a node");
  }

  /** Sets of values, one after the other, each ended by not-a-number. */
  private static final class Members {
    private final double[] values;
    private int at;

    Members(double[] values) {
      this.values = values;
    }

    Set<Double> next() throws OperatorException {
      Set<Double> members = new HashSet<>();
      while (at < values.length && !Double.isNaN(values[at])) {
        members.add(values[at++] + 0.0);
      }
      Args.require(at < values.length, "membership_values has too few sets");
      at++;
      return members;
    }
  }

  /** The model of a node, before its transform. */
  static ForestModel model(NodeContext context) throws OperatorException {
    return new ForestModel(
        forest(context).checked(Table.features(context), targets(context)),
        TreeScores.aggregation(context),
        targets(context),
        new double[0],
        false,
        false,
        List.of());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    TreeScores.expand(context, graph, aggregation(context), transform(context), -1, 0);
    return true;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    transform(context);
    aggregation(context);
    forest(context).checked(Table.features(context), targets(context));
    return List.of(TensorShape.of(rows, targets(context)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Forest forest = forest(context);
    int targets = targets(context);
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int row = 0; row < target.dim(0); row++) {
      double[] sums = new double[targets];
      forest.addTo(sums, inputs.get(0), row, aggregation(context));
      transform(context).apply(sums);
      System.arraycopy(sums, 0, out, row * targets, targets);
    }
    return List.of(FloatTensor.of(target, out));
  }
}
