package io.zkml.ml;

import static io.zkml.testkit.TamperAssertions.assertAllRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.TestModels;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.testkit.ByteTamper;
import io.zkml.testkit.Sampling;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proofs as bytes: what is accepted, and that nothing else is. */
class InferenceVerifierTest {

  private static final byte[] CONTEXT = {4, 2};

  private static CompiledModel model;
  private static ModelKey key;
  private static byte[] proof;
  private static FloatTensor input;

  @BeforeAll
  static void prove() {
    model = SmallModels.compile(1);
    input = SmallModels.input(5);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      key = prover.key();
      proof = prover.prove(input, CONTEXT).bytes();
    }
  }

  private static void rejected(ModelKey key, byte[] bytes) {
    assertThatThrownBy(() -> InferenceVerifier.ofUnsafe(key).verify(bytes))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verify_honestProof_givesInputOutputAndContext() throws Exception {
    VerifiedInference v = InferenceVerifier.ofUnsafe(key).verify(proof);
    assertThat(v.modelDigest()).isEqualTo(model.digest());
    assertThat(v.inputIntegers()).isEqualTo(model.quantize(input));
    assertThat(v.output()).isEqualTo(model.run(input));
    assertThat(model.dequantize(v.outputIntegers())).isEqualTo(v.output());
    assertThat(v.context()).isEqualTo(CONTEXT);
    assertThat(v.input().shape()).isEqualTo(SmallModels.INPUT);
  }

  @Test
  void verify_called_leavesTheProofAlone() throws Exception {
    byte[] copy = proof.clone();
    InferenceVerifier.ofUnsafe(key).verify(copy);
    assertThat(copy).isEqualTo(proof);
  }

  private static CompiledModel tiny() throws Exception {
    byte[] onnx =
        new ModelWriter(13)
            .input("x", 1, 2)
            .output("y", 1, 2)
            .floats("w", FloatTensor.of(TensorShape.of(2, 2), new double[] {1, -1, 2, 0.5}))
            .node("MatMul", "y", List.of("x", "w"))
            .toBytes();
    return ModelCompiler.of(onnx)
        .calibration(List.of(FloatTensor.vector(1, -1)))
        .policy(new NumericPolicy(8, 6))
        .parameters(SecurityParameters.UNSAFE_TEST)
        .compile();
  }

  @Test
  void verify_everyByteFlipped_rejects() throws Exception {
    try (InferenceProver prover = SmallModels.prover(tiny(), 1)) {
      byte[] bytes = prover.prove(FloatTensor.vector(0.5, -0.25)).bytes();
      InferenceVerifier verifier = InferenceVerifier.ofUnsafe(prover.key());
      int n = assertAllRejected(ByteTamper.flips(bytes, Sampling.everything(1)), verifier::verify);
      assertThat(n).isEqualTo(bytes.length);
    }
  }

  @Test
  void verify_truncatedAndExtended_rejects() throws Exception {
    InferenceVerifier verifier = InferenceVerifier.ofUnsafe(key);
    assertAllRejected(ByteTamper.truncations(proof, new Sampling(2500, 1, 2)), verifier::verify);
    assertAllRejected(ByteTamper.extensions(proof, Sampling.everything(1)), verifier::verify);
  }

  @Test
  void verify_sampledFlipsOfALargerModel_rejects() {
    InferenceVerifier verifier = InferenceVerifier.ofUnsafe(key);
    assertAllRejected(ByteTamper.flips(proof, new Sampling(600, 1, 3)), verifier::verify);
  }

  @Test
  void verify_realModelUnderTheRealSet_rejectsChanges() throws Exception {
    double[] pixels = new double[784];
    Arrays.setAll(pixels, i -> (i * 37 % 256) / 255.0);
    FloatTensor image = FloatTensor.of(TensorShape.of(1, 1, 28, 28), pixels);
    CompiledModel mlp =
        ModelCompiler.of(TestModels.bytes("fmnist_mlp")).calibration(List.of(image)).compile();
    try (InferenceProver prover = InferenceProver.builder(mlp).build()) {
      byte[] bytes = prover.prove(image, CONTEXT).bytes();
      InferenceVerifier verifier = InferenceVerifier.of(prover.key());
      assertThat(verifier.verify(bytes).output()).isEqualTo(mlp.run(image));
      Sampling few = new Sampling(150, 1, 4);
      assertAllRejected(ByteTamper.all(bytes, few), verifier::verify);
    }
  }

  @Test
  void verify_underTheKeyOfAnotherModel_rejects() throws Exception {
    try (InferenceProver prover = SmallModels.prover(SmallModels.compile(2), 1)) {
      rejected(prover.key(), proof);
      rejected(key, prover.prove(input, CONTEXT).bytes());
    }
  }

  @Test
  void verify_underOtherScales_rejects() throws Exception {
    // The same program and weights; what an output integer is worth is another matter.
    byte[] body = Arrays.copyOfRange(key.toBytes(), 6, key.toBytes().length - 32);
    int scale = 32 + 2 + 2 + key.input().name().length() + 1 + 4 * 4 + 4;
    ByteBuffer.wrap(body).putDouble(scale, 2 * key.input().scale());
    ModelKey other = ModelKey.of(ModelFile.wrap("ZKMK", body));
    assertThat(other.input().scale()).isEqualTo(2 * key.input().scale());
    assertThat(other.verifyingKey().digest()).isEqualTo(key.verifyingKey().digest());
    rejected(other, proof);
  }

  @Test
  void verify_underAnotherModelDigest_rejects() throws Exception {
    byte[] body = Arrays.copyOfRange(key.toBytes(), 6, key.toBytes().length - 32);
    body[0] ^= 1;
    rejected(ModelKey.of(ModelFile.wrap("ZKMK", body)), proof);
  }

  @Test
  void verify_otherContext_rejects() {
    int at = indexOf(proof, CONTEXT);
    for (int bit = 0; bit < 8; bit++) {
      byte[] other = proof.clone();
      other[at] ^= (byte) (1 << bit);
      rejected(key, other);
    }
  }

  /** Where the caller's context stands: behind the two digests that the key prescribes. */
  private static int indexOf(byte[] bytes, byte[] context) {
    byte[] whole = key.context(context);
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + whole.length, whole, 0, whole.length)) {
        return i + ModelKey.CONTEXT_PREFIX;
      }
    }
  }

  @Test
  void verify_statementOfAnotherProof_rejects() throws Exception {
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      byte[] other = prover.prove(SmallModels.input(6), CONTEXT).bytes();
      int mine = Integer.BYTES + ByteBuffer.wrap(proof).getInt();
      int its = Integer.BYTES + ByteBuffer.wrap(other).getInt();
      rejected(key, joined(proof, mine, other, its));
      rejected(key, joined(other, its, proof, mine));
      assertThat(joined(proof, mine, proof, mine)).isEqualTo(proof);
    }
  }

  private static byte[] joined(byte[] statement, int length, byte[] rest, int from) {
    byte[] out = Arrays.copyOf(statement, length + rest.length - from);
    System.arraycopy(rest, from, out, length, rest.length - from);
    return out;
  }

  @Test
  void verify_strangeBytes_rejects() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      if (i % 2 == 0 && bytes.length >= 4) {
        ByteBuffer.wrap(bytes).putInt(random.nextInt(200) - 50);
      }
      rejected(key, bytes);
    }
    rejected(key, new byte[1 << 22]);
  }
}
