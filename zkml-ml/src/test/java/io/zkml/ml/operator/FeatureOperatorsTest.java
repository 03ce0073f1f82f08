package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators of {@code ai.onnx.ml}. */
class FeatureOperatorsTest {
  private static final FloatTensor X = tensor(dims(2, 2), 3, -4, 0, 1);

  private static Evaluation on(String operator) {
    return new Evaluation(Table.DOMAIN, operator, 3).input(X);
  }

  private static Attribute floats(Double... values) {
    return new Attribute.FloatsValue(List.of(values));
  }

  private static Attribute strings(String... values) {
    return new Attribute.StringsValue(List.of(values));
  }

  private static void assertClose(FloatTensor actual, double... expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-9));
  }

  @Test
  void features_mapped_oneByOne() {
    assertClose(
        on("Scaler").with("offset", floats(1.0)).with("scale", floats(2.0, 3.0)).run(),
        4,
        -15,
        -2,
        0);
    assertClose(on("Binarizer").with("threshold", 0.5).run(), 1, 0, 0, 1);
    assertClose(on("Imputer").with("imputed_value_floats", floats(7.0, 8.0)).run(), 3, -4, 7, 1);
    assertClose(on("Normalizer").with("norm", "L2").run(), 0.6, -0.8, 0, 1);
    assertClose(on("Normalizer").with("norm", "L1").run(), 3 / 7.0, -4 / 7.0, 0, 1);
    assertClose(on("Normalizer").run(), 0.75, -1, 0, 1);
    on("Normalizer").with("norm", "L3").assertRefused("norm is 'L3'");
    on("Scaler").with("offset", floats(1.0, 2.0, 3.0)).assertRefused("3 numbers for 2 features");
  }

  @Test
  void features_selected_orEncoded() {
    assertThat(on("ArrayFeatureExtractor").constant(FloatTensor.vector(1, 1, 0)).run())
        .isEqualTo(tensor(dims(2, 3), -4, -4, 3, 1, 1, 0));
    assertThat(on("FeatureVectorizer").input(tensor(dims(2, 1), 8, 9)).run())
        .isEqualTo(tensor(dims(2, 3), 3, -4, 8, 0, 1, 9));
    assertThat(on("OneHotEncoder").withInts("cats_int64s", 3, 1).run())
        .isEqualTo(tensor(dims(2, 2, 2), 1, 0, 0, 0, 0, 0, 0, 1));
    assertThat(on("ZipMap").withInts("classlabels_int64s", 0, 1).run()).isEqualTo(X);
    FloatTensor encoded =
        on("LabelEncoder")
            .with("keys_floats", floats(3.0, 1.0))
            .withInts("values_int64s", 30, 10)
            .run();
    assertThat(encoded.type()).isEqualTo(DataType.INT64);
    assertClose(encoded, 30, -1, -1, 10);
    on("OneHotEncoder").with("cats_strings", strings("a")).assertRefused("strings");
  }

  @Test
  void linearModels_scores_areTransformed() {
    Evaluation classifier =
        on("LinearClassifier")
            .with("coefficients", floats(1.0, 1.0))
            .with("intercepts", floats(0.5))
            .withInts("classlabels_ints", 10, 20)
            .with("post_transform", "LOGISTIC");
    List<FloatTensor> out = classifier.run(2);

    assertClose(out.get(0), 10, 20);
    double p = 1 / (1 + Math.exp(0.5));
    double q = 1 / (1 + Math.exp(-1.5));
    assertClose(out.get(1), 1 - p, p, 1 - q, q);
    assertClose(on("LinearRegressor").with("coefficients", floats(1.0, 2.0)).run(), -5, 2);
    classifier.with("post_transform", "ODD").assertRefused("post_transform is 'ODD'");
    classifier.with("post_transform", "NONE").with("classlabels_strings", strings("a", "b"));
    assertClose(classifier.run(2).getFirst(), 0, 1);
  }

  @Test
  void postTransform_everyKind_ofARow() {
    assertThat(transformed(PostTransform.SOFTMAX, 0, Math.log(3)))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-9));
    assertThat(transformed(PostTransform.SOFTMAX_ZERO, 0, 1, 1))
        .containsExactly(new double[] {0, 0.5, 0.5}, within(1e-9));
    assertThat(transformed(PostTransform.PROBIT, 0.5, 0.975))
        .containsExactly(new double[] {0, 1.96}, within(5e-3));
  }

  private static double[] transformed(PostTransform transform, double... row) {
    double[] copy = Arrays.copyOf(row, row.length);
    transform.apply(copy);
    return copy;
  }

  /** A tree that asks whether feature 1 is below 0, with two leaves. */
  private static Evaluation tree(String operator, String leaves, Double... weights) {
    return on(operator)
        .withInts("nodes_treeids", 0, 0, 0)
        .withInts("nodes_nodeids", 0, 1, 2)
        .withInts("nodes_featureids", 1, 0, 0)
        .withInts("nodes_truenodeids", 1, 0, 0)
        .withInts("nodes_falsenodeids", 2, 0, 0)
        .with("nodes_modes", strings("BRANCH_LT", "LEAF", "LEAF"))
        .with("nodes_values", floats(0.0, 0.0, 0.0))
        .withInts(leaves + "_treeids", 0, 0)
        .withInts(leaves + "_nodeids", 1, 2)
        .with(leaves + "_weights", floats(weights));
  }

  @Test
  void treeEnsembles_leaves_addUp() {
    assertClose(
        tree("TreeEnsembleRegressor", "target", 5.0, 7.0)
            .withInts("target_ids", 0, 0)
            .with("base_values", floats(100.0))
            .run(),
        105,
        107);
    List<FloatTensor> binary =
        tree("TreeEnsembleClassifier", "class", -1.0, 2.0)
            .withInts("class_ids", 1, 1)
            .withInts("classlabels_int64s", 4, 8)
            .run(2);
    assertClose(binary.get(0), 4, 8);
    assertClose(binary.get(1), 1, -1, -2, 2);
    List<FloatTensor> classes =
        tree("TreeEnsembleClassifier", "class", 1.0, 2.0)
            .withInts("class_ids", 2, 0)
            .withInts("classlabels_int64s", 4, 8, 16)
            .run(2);
    assertClose(classes.get(0), 16, 4);
    assertClose(classes.get(1), 0, 0, 1, 2, 0, 0);
  }

  @Test
  void treeEnsembles_whatIsNoTree_isRefused() {
    Evaluation regressor = tree("TreeEnsembleRegressor", "target", 5.0, 7.0);
    regressor.withInts("target_ids", 0, 1).assertRefused("target 1 of 1");
    regressor.withInts("target_ids", 0, 0);
    regressor.withInts("nodes_falsenodeids", 3, 0, 0).assertRefused("tree 0 has no node 3");
    regressor.withInts("nodes_falsenodeids", 1, 0, 0).assertRefused("the nodes are not trees");
    regressor.withInts("nodes_falsenodeids", 2, 0, 0).withInts("nodes_featureids", 2, 0, 0);
    regressor.assertRefused("feature 2 of 2");
    regressor.withInts("nodes_treeids", 0, 0).assertRefused("nodes_treeids has 2 entries for 3");
  }

  @Test
  void treeEnsemble_membersAndMaximum() {
    Evaluation trees =
        new Evaluation(Table.DOMAIN, "TreeEnsemble", 5)
            .input(X)
            .with("nodes_modes", tensorOf(6, 0))
            .with("nodes_splits", tensorOf(0, 0))
            .withInts("nodes_featureids", 0, 1)
            .withInts("nodes_truenodeids", 0, 0)
            .withInts("nodes_trueleafs", 1, 1)
            .withInts("nodes_falsenodeids", 1, 2)
            .withInts("nodes_falseleafs", 1, 1)
            .withInts("leaf_targetids", 0, 0, 0)
            .with("leaf_weights", tensorOf(10, 20, 30))
            .with("membership_values", tensorOf(3, 5, Double.NaN))
            .withInts("tree_roots", 0);

    assertClose(trees.run(), 10, 20);
    assertClose(trees.withInts("tree_roots", 1).with("aggregate_function", 3).run(), 10, 30);
    trees.with("membership_values", tensorOf(3)).assertRefused("too few sets");
  }

  private static Attribute tensorOf(double... values) {
    return new Attribute.TensorValue(FloatTensor.vector(values));
  }
}
