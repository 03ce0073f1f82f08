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
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.vm.exec.TensorExecutor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear models, support vector machines and operators on features as integer programs. */
class FeatureProofTest {

  private static final int ROWS = 12;
  private static final int FEATURES = 4;
  private static final NumericPolicy POLICY = NumericPolicy.balanced();

  private final Random random = new Random(3);

  private Evaluation on(String operator) {
    return new Evaluation(Table.DOMAIN, operator, 3)
        .input(tensor(dims(ROWS, FEATURES), numbers(ROWS * FEATURES)));
  }

  private double[] numbers(int count) {
    double[] out = random.doubles(count, -1, 1).toArray();
    return Arrays.stream(out).map(x -> (float) x).toArray();
  }

  private static Attribute floats(double... values) {
    return new Attribute.FloatsValue(Arrays.stream(values).boxed().toList());
  }

  private static QuantizedGraph quantised(Evaluation node, int outputs) throws Exception {
    Quantizer quantizer =
        new Quantizer(ShapeInference.infer(GraphPasses.apply(node.graph(outputs))));
    return quantizer.quantize(
        quantizer.calibrateNamed(List.of(Map.of("input0", node.first()))), POLICY);
  }

  /** Integers equal the float model's; other entries are close. */
  private static void assertClose(Evaluation node, int outputs, double tolerance) throws Exception {
    QuantizedGraph graph = quantised(node, outputs);
    List<FloatTensor> expected = node.run(outputs);
    QuantValue input = graph.inputValues().getFirst();
    long[] x = new long[node.first().size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = input.quantize(i, node.first().get(i));
    }
    List<long[]> actual = IntegerInterpreter.run(graph, List.of(x));
    LoweredModel lowered = Lowering.lower(graph, POLICY.windowBits(), Boundary.PUBLIC);
    List<long[]> run = TensorExecutor.run(lowered.program(), lowered.tensors(List.of(x)));
    for (int k = 0; k < outputs; k++) {
      QuantValue y = graph.outputValues().get(k);
      assertThat(run.get(lowered.outputs().get(k))).isEqualTo(actual.get(k));
      FloatTensor wanted = expected.get(k);
      assertThat(y.shape()).isEqualTo(wanted.shape());
      double near = wanted.type().isInteger() || wanted.type() == DataType.BOOL ? 0 : tolerance;
      for (int i = 0; i < wanted.size(); i++) {
        assertThat(y.real(i, actual.get(k)[i]))
            .as("output %s[%s]", k, i)
            .isCloseTo(wanted.get(i), within(near));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "LOGISTIC", "SOFTMAX"})
  void linearRegressor_isClose(String transform) throws Exception {
    Evaluation node =
        on("LinearRegressor")
            .with("coefficients", floats(numbers(2 * FEATURES)))
            .with("intercepts", floats(0.25, -0.5))
            .with("targets", 2)
            .with("post_transform", transform);
    assertClose(node, 1, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"1, LOGISTIC", "2, NONE", "3, SOFTMAX"})
  void linearClassifier_isClose(int scores, String transform) throws Exception {
    Evaluation node =
        on("LinearClassifier")
            .with("coefficients", floats(numbers(scores * FEATURES)))
            .with("intercepts", floats(numbers(scores)))
            .withInts("classlabels_ints", scores == 3 ? new int[] {5, 0, -7} : new int[] {0, 1})
            .with("post_transform", transform);
    assertClose(node, 2, 1e-3);
  }

  private Evaluation machine(String operator, String kernel, int vectors) {
    return on(operator)
        .with("kernel_type", kernel)
        .with("kernel_params", floats(0.5, 0.25, 3))
        .with("support_vectors", floats(numbers(vectors * FEATURES)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LINEAR", "POLY", "RBF", "SIGMOID"})
  void supportVectorRegressor_isClose(String kernel) throws Exception {
    for (int one = 0; one < 2; one++) {
      Evaluation node =
          machine("SVMRegressor", kernel, 6)
              .with("coefficients", floats(numbers(6)))
              .with("rho", floats(0.125))
              .with("n_supports", 6)
              .with("one_class", one);
      assertClose(node, 1, 3e-3);
    }
  }

  @Test
  void supportVectorRegressor_withoutVectors_isLinear() throws Exception {
    Evaluation node =
        on("SVMRegressor")
            .with("coefficients", floats(numbers(FEATURES)))
            .with("rho", floats(0.125));
    assertClose(node, 1, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void supportVectorClassifier_isClose(int classes) throws Exception {
    int[] labels = {3, 9, 4};
    int[] counts = {2, 2, 2};
    Evaluation node =
        machine("SVMClassifier", "RBF", 2 * classes)
            .with("coefficients", floats(numbers(2 * classes * (classes - 1))))
            .with("rho", floats(numbers(classes * (classes - 1) / 2)))
            .withInts("vectors_per_class", Arrays.copyOf(counts, classes))
            .withInts("classlabels_ints", Arrays.copyOf(labels, classes));
    assertClose(node, 2, 3e-3);
  }

  @Test
  void supportVectorClassifier_probabilitiesOfTwoClasses_areClose() throws Exception {
    Evaluation node =
        machine("SVMClassifier", "RBF", 4)
            .with("coefficients", floats(numbers(4)))
            .with("rho", floats(0.1))
            .with("prob_a", floats(-1.5))
            .with("prob_b", floats(0.25))
            .withInts("vectors_per_class", 2, 2)
            .withInts("classlabels_ints", 0, 1);
    assertClose(node, 2, 5e-3);
  }

  @Test
  void supportVectorClassifier_probabilitiesOfMoreClasses_areRefused() {
    Evaluation node =
        machine("SVMClassifier", "RBF", 3)
            .with("coefficients", floats(numbers(6)))
            .with("rho", floats(numbers(3)))
            .with("prob_a", floats(1, 1, 1))
            .with("prob_b", floats(0, 0, 0))
            .withInts("vectors_per_class", 1, 1, 1)
            .withInts("classlabels_ints", 0, 1, 2);
    assertRefused(node, "probabilities of more than two classes cannot be proven");
  }

  private static void assertRefused(Evaluation node, String reason) {
    assertThatThrownBy(() -> quantised(node, 1))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void scaler_isClose() throws Exception {
    Evaluation node =
        on("Scaler").with("offset", floats(0.5, 0, -1, 2)).with("scale", floats(2, 0.01, 3, 1));
    assertClose(node, 1, 1e-3);
    assertClose(on("Scaler").with("offset", floats(0.5)).with("scale", floats(2)), 1, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAX", "L1", "L2"})
  void normalizer_isClose(String norm) throws Exception {
    double[] data = numbers(ROWS * FEATURES);
    Arrays.fill(data, 0, FEATURES, 0);
    Evaluation node =
        new Evaluation(Table.DOMAIN, "Normalizer", 3)
            .input(tensor(dims(ROWS, FEATURES), data))
            .with("norm", norm);
    assertClose(node, 1, 2e-3);
  }

  @Test
  void binarizer_isExact() throws Exception {
    assertClose(on("Binarizer").with("threshold", 0.25), 1, 0);
  }

  private static FloatTensor integers(DataType type) {
    return tensor(dims(3, 2), 3, 5, 7, 5, 0, 11).withType(type);
  }

  @Test
  void imputer_ofIntegers_isExact() throws Exception {
    Evaluation node =
        new Evaluation(Table.DOMAIN, "Imputer", 3)
            .input(integers(DataType.INT64))
            .withInts("imputed_value_int64s", 40, 50)
            .with("replaced_value_int64", 5);
    assertClose(node, 1, 0);
    assertRefused(
        on("Imputer")
            .with("imputed_value_floats", floats(1))
            .with("replaced_value_float", Double.NaN),
        "what is not a number has no integer");
  }

  @Test
  void oneHotEncoder_isExact() throws Exception {
    Evaluation node =
        new Evaluation(Table.DOMAIN, "OneHotEncoder", 3)
            .input(integers(DataType.INT64))
            .withInts("cats_int64s", 5, 3, 11);
    assertClose(node, 1, 0);
    assertRefused(node.with("zeros", 0), "zeros=0");
  }

  @Test
  void labelEncoder_ofIntegers_isExact() throws Exception {
    Evaluation node =
        new Evaluation(Table.DOMAIN, "LabelEncoder", 3)
            .input(integers(DataType.INT64))
            .withInts("keys_int64s", 3, 5, 0, 5)
            .withInts("values_int64s", 100, -3, 9, 8)
            .with("default_int64", 77);
    assertClose(node, 1, 0);
  }

  @Test
  void zipMap_isTheScores() throws Exception {
    assertClose(on("ZipMap").withInts("classlabels_int64s", 0, 1, 2, 3), 1, 1e-3);
  }
}
