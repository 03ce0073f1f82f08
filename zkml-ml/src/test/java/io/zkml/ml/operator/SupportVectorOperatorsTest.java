package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Support vector machines. */
class SupportVectorOperatorsTest {
  private static final FloatTensor X = tensor(dims(2, 1), 2, -1);

  private static Evaluation on(String operator, double... rho) {
    return new Evaluation(Table.DOMAIN, operator, 1).input(X).with("rho", floats(rho));
  }

  private static Attribute floats(double... values) {
    return new Attribute.FloatsValue(Arrays.stream(values).boxed().toList());
  }

  private static void assertClose(FloatTensor actual, double... expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-6));
  }

  @Test
  void svmRegressor_kernels_weighVectors() {
    Evaluation svm =
        on("SVMRegressor", 0.5)
            .with("n_supports", 2)
            .with("coefficients", floats(1, 10))
            .with("support_vectors", floats(1, 2))
            .with("kernel_params", floats(1, 1, 2));

    assertClose(svm.run(), 42.5, -20.5);
    assertClose(svm.with("kernel_type", "POLY").run(), 9 + 250 + 0.5, 0 + 10 + 0.5);
    assertClose(
        svm.with("kernel_type", "RBF").run(),
        Math.exp(-1) + 10 + 0.5,
        Math.exp(-4) + 10 * Math.exp(-9) + 0.5);
    assertClose(
        svm.with("kernel_type", "SIGMOID").run(),
        Math.tanh(3) + 10 * Math.tanh(5) + 0.5,
        10 * Math.tanh(-1) + 0.5);
    assertClose(svm.with("kernel_type", "LINEAR").with("one_class", 1).run(), 1, -1);
    assertClose(on("SVMRegressor", 1).with("coefficients", floats(3)).run(), 7, -2);
    svm.with("kernel_type", "ODD").assertRefused("kernel_type is 'ODD'");
    on("SVMRegressor", 1, 2).with("coefficients", floats(3)).assertRefused("don't fit");
  }

  private static Evaluation pair() {
    return on("SVMClassifier", 0)
        .withInts("classlabels_ints", 5, 9)
        .withInts("vectors_per_class", 1, 1)
        .with("coefficients", floats(1, -1))
        .with("support_vectors", floats(1, -1));
  }

  @Test
  void svmClassifier_twoClasses_voteBySign() {
    List<FloatTensor> out = pair().run(2);

    assertClose(out.get(0), 5, 9);
    assertClose(out.get(1), -4, 4, 2, -2);
    pair().withInts("vectors_per_class", 1, 2).assertRefused("don't fit");
  }

  @Test
  void svmClassifier_probabilities_followThePair() {
    List<FloatTensor> out = pair().with("prob_a", floats(-1)).with("prob_b", floats(0)).run(2);
    double p = 1 / (1 + Math.exp(-4));
    double q = 1 / (1 + Math.exp(2));

    assertClose(out.get(0), 5, 9);
    assertThat(out.get(1).data()).containsExactly(new double[] {p, 1 - p, q, 1 - q}, within(3e-3));
  }

  @Test
  void svmClassifier_threeClasses_showTheScoresOfPairs() {
    List<FloatTensor> out =
        on("SVMClassifier", 0, 0, 1)
            .withInts("classlabels_ints", 0, 1, 2)
            .withInts("vectors_per_class", 1, 1, 1)
            .with("coefficients", floats(1, 2, 3, 4, 5, 6))
            .with("support_vectors", floats(1, 0, -1))
            .run(2);

    // Pairs: x (1 + 0), x (4 - 3), x (0 - 6) + 1.
    assertClose(out.get(1), 2, 2, -11, -1, -1, 7);
    assertClose(out.get(0), 0, 1);
  }

  @Test
  void pairwiseProbability_consistentPairs_giveTheClasses() {
    double[] p = {0.5, 0.3, 0.2};
    double[][] pairs = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        pairs[i][j] = i == j ? 0 : p[i] / (p[i] + p[j]);
      }
    }

    assertThat(PairwiseProbability.join(pairs)).containsExactly(p, within(0.01));
  }
}
