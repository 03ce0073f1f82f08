package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.vm.proof.ConstantBounds;
import io.zkml.vm.proof.TensorMachine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model with two inputs and two outputs, from end to end. */
class SeveralTensorsTest {

  private static final Map<String, FloatTensor> SAMPLE =
      Map.of(
          "a", FloatTensor.of(TensorShape.of(1, 3), 1, -2, 0.5),
          "b", FloatTensor.of(TensorShape.of(1, 3), 0.25, 1, -1));

  private static final SecurityParameters PARAMETERS = SecurityParameters.UNSAFE_TEST;

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
        .parameters(PARAMETERS)
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

  @Test
  void load_committedInputsOfOneDigest_areRefused() throws Exception {
    CompiledModel model = compile();
    Boundary boundary = new Boundary(Visibility.COMMITTED, Visibility.PUBLIC);
    assertThatThrownBy(() ->
            CompiledModel.of(
                new byte[32], model.graph(), model.policy(), boundary, null, PARAMETERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one input and one output");
    byte[] key = hostileKey(model, boundary).toBytes();
    assertThatThrownBy(() -> ModelKey.of(key)).isInstanceOf(ModelFormatException.class);
    ModelKey honest = hostileKey(model, Boundary.PUBLIC);
    assertThat(ModelKey.of(honest.toBytes()).digest()).isEqualTo(honest.digest());
  }

  /** A key of a consistent plan, which commits to every input. */
  private static ModelKey hostileKey(CompiledModel model, Boundary boundary) {
    LoweredModel lowered = Lowering.lower(model.graph(), model.policy().windowBits(), boundary);
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(PARAMETERS, Kernels.auto(), workers);
      return new ModelKey(
          model.digestBytes(),
          model.inputs(),
          model.outputs(),
          boundary,
          ConstantBounds.of(lowered.program()),
          new TensorMachine(lowered.program()).setup(lowered.constants(), fri).verifyingKey());
    }
  }
}
