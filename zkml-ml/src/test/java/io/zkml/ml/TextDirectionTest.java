package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.accuracy.AccuracyReport;
import io.zkml.ml.accuracy.TestSet;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.TestModels;
import io.zkml.ml.quant.NumericPolicy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A text direction classifier that is in use, as it is published. */
class TextDirectionTest {
  private static final int HEIGHT = 48;

  private static ModelCompiler compiler(int width) throws Exception {
    return ModelCompiler.of(TestModels.bytes("ppocr_direction"))
        .inputShape("x", TensorShape.of(1, 3, HEIGHT, width))
        .calibration(TextLines.lines(8, HEIGHT, width, 1))
        .parameters(SecurityParameters.UNSAFE_TEST);
  }

  @Test
  void run_linesUprightAndTurned_givesTheFloatModelsDecisions() throws Exception {
    ModelCompiler compiler = compiler(192);
    List<FloatTensor> lines = TextLines.lines(12, HEIGHT, 192, 2);
    List<Integer> turned = IntStream.range(0, lines.size()).map(i -> i % 2).boxed().toList();

    CompiledModel model = compiler.compile();
    TestSet set = TestSet.of("drawn lines", model, lines, turned);

    AccuracyReport report = AccuracyReport.of("direction", model, compiler.floatModel(), set);

    assertThat(report.taskAccuracy()).isEqualTo(report.floatTaskAccuracy());
    assertThat(report.taskAccuracy().getAsDouble()).isGreaterThan(0.9);
    assertThat(report.changed()).isEmpty();
    assertThat(report.saturations()).isEmpty();
    assertThat(report.lowestCosine()).isGreaterThan(0.9999);
  }

  @Test
  void prove_shortLine_isVerified() throws Exception {
    CompiledModel model = compiler(HEIGHT).policy(new NumericPolicy(12, 10)).compile();
    FloatTensor line = TextLines.lines(1, HEIGHT, HEIGHT, 3).getFirst();

    try (InferenceProver prover = InferenceProver.builder(model).threads(1).build()) {
      InferenceProof proof = prover.prove(line);
      VerifiedInference verified = InferenceVerifier.ofUnsafe(prover.key()).verify(proof.bytes());

      assertThat(verified.output()).isEqualTo(model.run(line));
    }
  }
}
