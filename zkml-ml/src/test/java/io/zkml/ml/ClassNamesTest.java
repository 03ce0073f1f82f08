package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classifiers whose labels are strings: a label is proven as the index of its name. */
class ClassNamesTest {
  private static final String[] NAMES = {"setosa", "versicolor", "virginica"};
  private static final List<FloatTensor> SAMPLES =
      List.of(row(1, 0, -1), row(-1, 0.5, 1), row(0, 1, -0.5));

  private static FloatTensor row(double... features) {
    return FloatTensor.of(TensorShape.of(1, 3), features);
  }

  private static ModelCompiler compiler(ModelWriter model) throws Exception {
    return ModelCompiler.of(model.toBytes())
        .calibration(SAMPLES)
        .policy(new NumericPolicy(10, 8))
        .parameters(SecurityParameters.UNSAFE_TEST);
  }

  private static ModelWriter model() {
    return new ModelWriter(15).input("x", 1, 3).textOutput("label", 1);
  }

  /** The proven labels of the samples. */
  private static List<Double> labels(ModelCompiler compiler) throws Exception {
    CompiledModel model = compiler.compile();
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      List<Double> labels = new ArrayList<>();
      for (FloatTensor sample : SAMPLES) {
        InferenceProof proof = prover.prove(sample);
        VerifiedInference verified = InferenceVerifier.ofUnsafe(prover.key()).verify(proof.bytes());
        labels.add(verified.outputs().get("label").get(0));
      }
      return labels;
    }
  }

  @Test
  void classNames_linearClassifierWithZipMap_namesLabelsAndColumns() throws Exception {
    ModelCompiler compiler =
        compiler(
            model()
                .output("probabilities", 1, 3)
                .classical(
                    "LinearClassifier",
                    List.of("label", "scores"),
                    List.of("x"),
                    Attribute.floats("coefficients", 1, 0, 0, 0, 1, 0, 0, 0, 1),
                    Attribute.floats("intercepts", 0, 0.1f, 0),
                    Attribute.strings("classlabels_strings", NAMES),
                    Attribute.of("post_transform", "SOFTMAX"))
                .classical(
                    "ZipMap",
                    List.of("probabilities"),
                    List.of("scores"),
                    Attribute.strings("classlabels_strings", NAMES)));

    assertThat(compiler.classNames())
        .isEqualTo(Map.of("label", List.of(NAMES), "probabilities", List.of(NAMES)));
    assertThat(labels(compiler)).containsExactly(0.0, 2.0, 1.0);
  }

  @Test
  void classNames_arrayOfNames_isIndexedByTheLargestScore() throws Exception {
    ModelCompiler compiler =
        compiler(
            model()
                .texts("classes", NAMES)
                .ints("shape", -1)
                .node("ArgMax", "best", List.of("x"), Attribute.of("axis", 1))
                .classical("ArrayFeatureExtractor", List.of("name"), List.of("classes", "best"))
                .node("Reshape", "label", List.of("name", "shape")));

    assertThat(compiler.classNames()).isEqualTo(Map.of("label", List.of(NAMES)));
    assertThat(labels(compiler)).containsExactly(0.0, 2.0, 1.0);
  }

  @Test
  void classNames_encodedLabels_haveANameForOthers() throws Exception {
    ModelCompiler compiler =
        compiler(
            model()
                .node("ArgMax", "best", List.of("x"), Attribute.of("axis", 1))
                .classical(
                    "LabelEncoder",
                    List.of("label"),
                    List.of("best"),
                    Attribute.ints("keys_int64s", 2, 0),
                    Attribute.strings("values_strings", "yes", "no"),
                    Attribute.of("default_string", "unknown")));

    assertThat(compiler.classNames()).isEqualTo(Map.of("label", List.of("yes", "no", "unknown")));
    assertThat(labels(compiler)).containsExactly(1.0, 0.0, 2.0);
  }

  @Test
  void compile_textThatNamesNoClass_isRefused() throws Exception {
    ModelWriter model = model().node("Relu", "r", List.of("x")).node("Neg", "label", List.of("r"));

    assertThat(compiler(model).classNames()).isEmpty();
    assertThatThrownBy(() -> compiler(model).compile())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("output 'label' is not of numbers: export the model with numbers");
  }
}
