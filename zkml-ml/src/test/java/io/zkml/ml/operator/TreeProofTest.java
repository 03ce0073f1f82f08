package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantCodec;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.vm.exec.TensorExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tree ensembles as exact integer programs: every entry is the float model's, none is near it. */
class TreeProofTest {

  private static final int FEATURES = 3;
  private static final int ROWS = 40;
  private static final NumericPolicy POLICY = new NumericPolicy(8, 7);
  private static final String[] MODES = {
    "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"
  };

  private final Random random = new Random(5);
  private final List<Integer> trees = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Integer> features = new ArrayList<>();
  private final List<Integer> yes = new ArrayList<>();
  private final List<Integer> no = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();
  private final List<String> modes = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Integer> leafTrees = new ArrayList<>();
  private final List<Integer> leafNumbers = new ArrayList<>();
  private final List<Integer> leafTargets = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Rows on, beside and between thresholds, with some entries that are no numbers. */
  private FloatTensor rows() {
    double[] data = new double[ROWS * FEATURES];
    for (int i = 0; i < data.length; i++) {
      float threshold = random.nextInt(-3, 4) * 0.3f;
      data[i] =
          switch (random.nextInt(6)) {
            case 0 -> Math.nextUp(threshold);
            case 1 -> Math.nextDown(threshold);
            case 2 -> Double.NaN;
            case 3 -> (random.nextBoolean() ? 1 : -1) * Double.POSITIVE_INFINITY;
            default -> threshold;
          };
    }
    return tensor(dims(ROWS, FEATURES), data);
  }

  /** Adds a node and what is below it; gives its number. */
  private int grow(int tree, int depth, int kinds, int targets) {
    int number = (int) trees.stream().filter(t -> t == tree).count();
    int at = trees.size();
    trees.add(tree);
    numbers.add(number);
    boolean leaf = depth == 0 || (depth < 3 && random.nextInt(4) == 0);
    modes.add(leaf ? "LEAF" : MODES[random.nextInt(kinds)]);
    features.add(leaf ? 0 : random.nextInt(FEATURES));
    values.add(leaf ? 0 : (double) (random.nextInt(-3, 4) * 0.3f));
    missing.add(leaf ? 0 : random.nextInt(2));
    yes.add(0);
    no.add(0);
    if (leaf) {
      for (int target = 0; target < targets; target++) {
        leafTrees.add(tree);
        leafNumbers.add(number);
        leafTargets.add(target);
        weights.add((double) (float) random.nextGaussian());
      }
    } else {
      yes.set(at, grow(tree, depth - 1, kinds, targets));
      no.set(at, grow(tree, depth - 1, kinds, targets));
    }
    return number;
  }

  private Evaluation forest(String operator, String leaves, int kinds, int depth, int targets) {
    for (int tree = 0; tree < 5; tree++) {
      grow(tree, depth, kinds, targets);
    }
    return new Evaluation(Table.DOMAIN, operator, 3)
        .input(rows())
        .withInts("nodes_treeids", ints(trees))
        .withInts("nodes_nodeids", ints(numbers))
        .withInts("nodes_featureids", ints(features))
        .withInts("nodes_truenodeids", ints(yes))
        .withInts("nodes_falsenodeids", ints(no))
        .withInts("nodes_missing_value_tracks_true", ints(missing))
        .with("nodes_modes", new Attribute.StringsValue(modes))
        .with("nodes_values", new Attribute.FloatsValue(values))
        .withInts(leaves + "_treeids", ints(leafTrees))
        .withInts(leaves + "_nodeids", ints(leafNumbers))
        .withInts(leaves + "_ids", ints(leafTargets))
        .with(leaves + "_weights", new Attribute.FloatsValue(weights));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static QuantizedGraph quantised(Graph graph, FloatTensor input) throws Exception {
    Quantizer quantizer = new Quantizer(ShapeInference.infer(GraphPasses.apply(graph)));
    QuantizedGraph quantised =
        quantizer.quantize(quantizer.calibrateNamed(List.of(Map.of("input0", input))), POLICY);
    assertThat(QuantCodec.decode(QuantCodec.encode(quantised))).isNotNull();
    return quantised;
  }

  private static void assertExact(Evaluation node, int outputs) throws Exception {
    FloatTensor input = node.first();
    QuantizedGraph graph = quantised(node.graph(outputs), input);
    Map<String, FloatTensor> expected =
        FloatInterpreter.of(node.graph(outputs)).run(Map.of("input0", input));
    List<long[]> x = List.of(integers(graph.inputValues().getFirst(), input));

    List<long[]> actual = IntegerInterpreter.run(graph, x);

    for (int i = 0; i < outputs; i++) {
      QuantValue y = graph.outputValues().get(i);
      double[] real = new double[actual.get(i).length];
      for (int k = 0; k < real.length; k++) {
        real[k] = y.real(k, actual.get(i)[k]);
      }
      FloatTensor wanted = expected.get("output" + i);
      assertThat(y.shape()).isEqualTo(wanted.shape());
      assertThat(real).containsExactly(wanted.data());
    }
    LoweredModel lowered = Lowering.lower(graph, POLICY.windowBits(), Boundary.PUBLIC);
    List<long[]> run = TensorExecutor.run(lowered.program(), lowered.tensors(x));
    for (int i = 0; i < outputs; i++) {
      assertThat(run.get(lowered.outputs().get(i))).isEqualTo(actual.get(i));
    }
  }

  private static long[] integers(QuantValue value, FloatTensor input) {
    assertThat(value.ordinals()).isNotNull();
    long[] q = new long[input.size()];
    for (int i = 0; i < q.length; i++) {
      q[i] = value.quantize(i, input.get(i));
      double representative = value.real(i, q[i]);
      assertThat(value.quantize(i, representative)).isEqualTo(q[i]);
    }
    return q;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  void regressor_branchesOfAllKinds_areExact(int kinds) throws Exception {
    Evaluation node =
        forest("TreeEnsembleRegressor", "target", kinds, 5, 2)
            .with("n_targets", 2)
            .with("base_values", new Attribute.FloatsValue(List.of(0.5, -0.25)));
    assertExact(node, 1);
  }

  @Test
  void regressor_deepTrees_areExact() throws Exception {
    assertExact(forest("TreeEnsembleRegressor", "target", 2, 9, 1).with("n_targets", 1), 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Forest.Aggregation.class,
      names = {"MIN", "MAX"})
  void regressor_comparedTrees_areExact(Forest.Aggregation aggregation) throws Exception {
    Evaluation node =
        forest("TreeEnsembleRegressor", "target", 2, 3, 2)
            .with("n_targets", 2)
            .with("aggregate_function", aggregation.name());
    assertExact(node, 1);
  }

  @Test
  void regressor_averages_areOfExactSums() throws Exception {
    Evaluation node =
        forest("TreeEnsembleRegressor", "target", 2, 3, 1)
            .with("n_targets", 1)
            .with("aggregate_function", "AVERAGE");
    FloatTensor input = node.first();
    QuantizedGraph graph = quantised(node.graph(1), input);
    QuantValue y = graph.outputValues().getFirst();
    long[] x = integers(graph.inputValues().getFirst(), input);
    long[] actual = IntegerInterpreter.run(graph, x);
    FloatTensor expected = node.run();
    for (int i = 0; i < actual.length; i++) {
      assertThat(y.real(i, actual[i])).isCloseTo(expected.get(i), within(1e-15));
    }
  }

  @Test
  void classifier_severalClasses_labelsAndScoresAreExact() throws Exception {
    Evaluation node =
        forest("TreeEnsembleClassifier", "class", 2, 3, 5)
            .withInts("classlabels_int64s", 7, -3, 12, 0, 4);
    assertExact(node, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void classifier_oneSumForTwoClasses_labelsAndScoresAreExact(boolean positive) throws Exception {
    Evaluation node =
        forest("TreeEnsembleClassifier", "class", 2, 3, 1).withInts("classlabels_int64s", 4, 8);
    if (positive) {
      node.with(
          "class_weights",
          new Attribute.FloatsValue(
              weights.stream().map(w -> Math.rint(Math.abs(w) * 32) / 128).toList()));
    }
    assertExact(node, 2);
  }

  @Test
  void ensemble_members_areExact() throws Exception {
    FloatTensor x = tensor(dims(5, 1), 3, 5, 4, Math.nextUp(5f), Double.NaN);
    for (int missing = 0; missing < 2; missing++) {
      Evaluation node =
          new Evaluation(Table.DOMAIN, "TreeEnsemble", 5)
              .input(x)
              .with("nodes_modes", numbers(6, 0))
              .with("nodes_splits", numbers(0, 4))
              .withInts("nodes_featureids", 0, 0)
              .withInts("nodes_missing_value_tracks_true", missing, 1)
              .withInts("nodes_truenodeids", 0, 1)
              .withInts("nodes_trueleafs", 1, 1)
              .withInts("nodes_falsenodeids", 1, 2)
              .withInts("nodes_falseleafs", 0, 1)
              .withInts("leaf_targetids", 0, 0, 0)
              .with("leaf_weights", numbers(10, 20, 30))
              .with("membership_values", numbers(3, 5, Double.NaN))
              .withInts("tree_roots", 0);
      assertExact(node, 1);
    }
  }

  private static Attribute numbers(double... values) {
    return new Attribute.TensorValue(FloatTensor.vector(values));
  }

  /** Behind another operator, trees compare multiples of a scale. */
  @Test
  void quantize_computedFeatures_areComparedOnTheirGrid() throws Exception {
    Evaluation node = forest("TreeEnsembleRegressor", "target", 4, 3, 1).with("n_targets", 1);
    Graph trees = node.graph(1);
    Node half =
        new Node("half", "Relu", "", 21, List.of("input0"), List.of("r"), Attributes.none());
    Graph graph =
        new Graph(
            "graph",
            trees.inputs(),
            trees.outputs(),
            Map.of(),
            List.of(half, trees.nodes().getFirst().withInputs(List.of("r"))));
    FloatTensor input = tensor(dims(ROWS, FEATURES), grid(ROWS * FEATURES));
    Quantizer quantizer = new Quantizer(ShapeInference.infer(GraphPasses.apply(graph)));
    QuantizedGraph quantised =
        quantizer.quantize(quantizer.calibrateNamed(List.of(Map.of("input0", input))), POLICY);
    QuantValue x = quantised.inputValues().getFirst();
    assertThat(x.ordinals()).isNull();
    long[] q = new long[input.size()];
    double[] seen = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = x.quantize(i, input.get(i));
      seen[i] = x.real(i, q[i]);
    }
    long[] actual = IntegerInterpreter.run(quantised, q);
    double[] expected =
        FloatInterpreter.of(graph)
            .run(Map.of("input0", FloatTensor.of(input.shape(), seen)))
            .get("output0")
            .data();
    QuantValue y = quantised.outputValues().getFirst();
    int equal = 0;
    for (int i = 0; i < actual.length; i++) {
      equal += y.real(i, actual[i]) == expected[i] ? 1 : 0;
    }
    assertThat(equal).isGreaterThanOrEqualTo(ROWS - 4);
  }

  private double[] grid(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  @Test
  void quantize_weightsTooFarApart_isRefused() {
    Evaluation node = forest("TreeEnsembleRegressor", "target", 2, 2, 1).with("n_targets", 1);
    weights.set(0, 1e-30);
    node.with("target_weights", new Attribute.FloatsValue(weights));
    assertThatThrownBy(() -> quantised(node.graph(1), node.first()))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("leaf weights need more than 60 bits");
  }

  @Test
  void quantize_infiniteThreshold_isRefused() {
    Evaluation node = forest("TreeEnsembleRegressor", "target", 2, 2, 1).with("n_targets", 1);
    values.replaceAll(v -> Double.POSITIVE_INFINITY);
    node.with("nodes_values", new Attribute.FloatsValue(values));
    FloatTensor numbers =
        FloatTensor.of(TensorShape.of(ROWS, FEATURES), new double[ROWS * FEATURES]);
    assertThatThrownBy(() -> quantised(node.graph(1), numbers))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("a branch compares with Infinity");
  }

  @Test
  void quantize_unknownTransform_isRefused() {
    Evaluation node =
        forest("TreeEnsembleRegressor", "target", 2, 2, 1)
            .with("n_targets", 1)
            .with("post_transform", "PROBIT");
    assertThatThrownBy(() -> quantised(node.graph(1), node.first()))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("post_transform PROBIT cannot be proven");
  }
}
