package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.accuracy.AccuracyReport;
import io.zkml.ml.accuracy.TestSet;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.quant.NumericPolicy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of the shapes that people have keep their answers and are proven. */
class ModelShapesTest {

  static List<ModelShapes.Model> models() {
    return ModelShapes.all();
  }

  private static ModelCompiler compiler(ModelShapes.Model model) throws Exception {
    return ModelCompiler.of(model.onnx())
        .calibration(ModelShapes.samples(model, 40, 1))
        .parameters(SecurityParameters.UNSAFE_TEST);
  }

  @ParameterizedTest
  @MethodSource("models")
  void run_balancedPolicy_keepsTheFloatModelsAnswers(ModelShapes.Model model) throws Exception {
    ModelCompiler compiler = compiler(model);

    CompiledModel compiled = compiler.compile();
    TestSet set =
        TestSet.of("drawn", compiled, ModelShapes.samples(model, 40, 2), List.<Integer>of());

    AccuracyReport report = AccuracyReport.of("shape", compiled, compiler.floatModel(), set);

    assertThat(report.lowestCosine()).isGreaterThan(0.9999);
    assertThat(report.saturations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void prove_smallTables_isVerifiedAndEqualsTheInterpreter(ModelShapes.Model model)
      throws Exception {
    CompiledModel compiled = compiler(model).policy(new NumericPolicy(10, 8)).compile();
    FloatTensor x = ModelShapes.samples(model, 1, 3).getFirst();

    try (InferenceProver prover = SmallModels.prover(compiled, 1)) {
      InferenceProof proof = prover.prove(x);
      VerifiedInference verified = InferenceVerifier.ofUnsafe(prover.key()).verify(proof.bytes());

      assertThat(verified.output()).isEqualTo(compiled.run(x));
    }
  }
}
