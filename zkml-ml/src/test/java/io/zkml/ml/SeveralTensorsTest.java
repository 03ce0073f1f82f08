package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model with two inputs and two outputs, from end to end. */
class SeveralTensorsTest {

  private static final Map<String, FloatTensor> SAMPLE =
      Map.of(
          "a", FloatTensor.of(TensorShape.of(1, 3), 1, -2, 0.5),
          "b", FloatTensor.of(TensorShape.of(1, 3), 0.25, 1, -1));

  private static CompiledModel compile() throws Exception {
    ModelWriter model =
        new ModelWriter(13)
            .input("a", 1, 3)
            .input("b", 1, 3)
            .output("sum", 1, 3)
            .output("product", 1, 3)
            .node("Add", "sum", List.of("a", "b"))
            .node("Mul", "product", List.of("a", "b"));
    return ModelCompiler.of(model.toBytes())
        .namedCalibration(List.of(SAMPLE))
        .policy(new NumericPolicy(10, 8))
        .parameters(SecurityParameters.UNSAFE_TEST)
        .compile();
  }

  @Test
  void prove_namedInputs_verifiesWithNamedOutputs() throws Exception {
    CompiledModel model = compile();
    try (InferenceProver prover = InferenceProver.builder(model).threads(1).build()) {
      InferenceProof proof = prover.prove(SAMPLE, new byte[0]);
      ModelKey key = ModelKey.of(prover.key().toBytes());
      VerifiedInference verified = InferenceVerifier.ofUnsafe(key).verify(proof.bytes());
      assertThat(verified.outputs()).isEqualTo(model.run(SAMPLE)).isEqualTo(proof.outputs());
      assertThat(verified.outputs().keySet()).containsExactly("sum", "product");
      assertThat(verified.inputs().keySet()).containsExactly("a", "b");
      assertThatThrownBy(verified::output).isInstanceOf(SeveralTensorsException.class);
    }
  }

  @Test
  void quantize_oneTensorOrOtherNames_isRefused() throws Exception {
    CompiledModel model = compile();
    FloatTensor a = FloatTensor.of(TensorShape.of(1, 3), 1, 1, 1);
    assertThatThrownBy(() -> model.quantize(a)).isInstanceOf(SeveralTensorsException.class);
    assertThatThrownBy(() -> model.quantize(Map.of("a", a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b' is missing");
  }
}
