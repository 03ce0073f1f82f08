package io.zkml.ml;

import static io.zkml.testkit.TamperAssertions.assertAllRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.codec.StatementCodec;
import io.zkml.core.progress.Monitor;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.testkit.ByteTamper;
import io.zkml.testkit.Sampling;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inferences whose input or output is behind a digest, or private. */
class CommittedInferenceTest {

  private static final Boundary COMMITTED =
      new Boundary(Visibility.COMMITTED, Visibility.COMMITTED);
  private static final FloatTensor INPUT = SmallModels.input(5);

  @TempDir private Path folder;

  static List<Boundary> boundaries() {
    return Stream.of(Visibility.values())
        .flatMap(i -> Stream.of(Visibility.values()).map(o -> new Boundary(i, o)))
        .toList();
  }

  private static Salt salt(int number) {
    byte[] seed = new byte[Salt.BYTES];
    seed[31] = (byte) number;
    return Salt.of(seed);
  }

  private static final Salts SALTS = new Salts(salt(1), salt(2));

  private static InferenceProof prove(InferenceProver prover, FloatTensor input, Salts salts) {
    return prover.prove(input, new byte[] {7}, salts, Monitor.silent());
  }

  private static Statement statement(byte[] proof) throws Exception {
    int length = ByteBuffer.wrap(proof).getInt();
    return StatementCodec.decode(Arrays.copyOfRange(proof, Integer.BYTES, Integer.BYTES + length));
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void verify_anyVisibility_givesWhatIsPublicAndDigestsOfTheRest(Boundary boundary)
      throws Exception {
    CompiledModel model = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, boundary);
    check(model, InferenceVerifier::ofUnsafe);
  }

  @Test
  void verify_underTheRealSet_accepts() throws Exception {
    check(
        SmallModels.compile(1, SecurityParameters.BALANCED_128, COMMITTED), InferenceVerifier::of);
  }

  private static void check(CompiledModel model, Function<ModelKey, InferenceVerifier> verifier)
      throws Exception {
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      InferenceProof proof = prove(prover, INPUT, SALTS);
      assertThat(proof.output()).isEqualTo(model.run(INPUT));
      assertThat(proof.salts()).isEqualTo(SALTS);
      ModelKey key = ModelKey.of(prover.key().toBytes());
      VerifiedInference v = verifier.apply(key).verify(proof.bytes());
      assertThat(v.context()).containsExactly(7);
      Boundary boundary = model.boundary();
      assertThat(key.boundary()).isEqualTo(boundary);
      assertThat(statement(proof.bytes()).tensors())
          .hasSize(boundary.select(Visibility.PUBLIC, 0, 1).size());
      checkInput(model, key, v);
      checkOutput(model, key, v);
    }
  }

  private static void checkInput(CompiledModel model, ModelKey key, VerifiedInference v) {
    if (model.boundary().input() == Visibility.PUBLIC) {
      assertThat(v.inputIntegers()).isEqualTo(model.quantize(INPUT));
      assertThat(v.inputCommitment()).isEmpty();
      assertThatThrownBy(() -> key.inputCommitment(INPUT, SALTS.input()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("input is public");
      return;
    }
    if (model.boundary().input() == Visibility.PRIVATE) {
      assertThatThrownBy(v::input)
          .isInstanceOf(NotPublicException.class)
          .hasMessageContaining("the model's input is private")
          .hasMessageContaining("input(Visibility.COMMITTED)");
      assertThat(v.inputCommitment()).isEmpty();
      assertThatThrownBy(() -> key.inputCommitment(INPUT, SALTS.input()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("input is private");
      return;
    }
    assertThatThrownBy(v::input)
        .isInstanceOf(NotPublicException.class)
        .hasMessageContaining("the model's input is committed")
        .hasMessageContaining("inputCommitment()");
    assertThatThrownBy(v::inputIntegers).isInstanceOf(NotPublicException.class);
    assertThat(v.inputCommitment()).contains(key.inputCommitment(INPUT, SALTS.input()));
    assertThat(key.inputCommitment(INPUT, SALTS.input()).digest()).hasSize(64);
    assertThat(v.inputCommitment())
        .isNotEqualTo(Optional.of(key.inputCommitment(INPUT, salt(3))))
        .isNotEqualTo(Optional.of(key.inputCommitment(SmallModels.input(6), SALTS.input())));
  }

  private static void checkOutput(CompiledModel model, ModelKey key, VerifiedInference v) {
    if (model.boundary().output() == Visibility.PUBLIC) {
      assertThat(v.output()).isEqualTo(model.run(INPUT));
      assertThat(v.outputCommitment()).isEmpty();
      assertThatThrownBy(() -> key.outputCommitment(model.run(INPUT), SALTS.output()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("output is public");
      return;
    }
    if (model.boundary().output() == Visibility.PRIVATE) {
      assertThatThrownBy(v::output)
          .isInstanceOf(NotPublicException.class)
          .hasMessageContaining("the model's output is private");
      assertThat(v.outputCommitment()).isEmpty();
      return;
    }
    assertThatThrownBy(v::output)
        .isInstanceOf(NotPublicException.class)
        .hasMessageContaining("the model's output is committed");
    assertThatThrownBy(v::outputIntegers).isInstanceOf(NotPublicException.class);
    assertThat(v.outputCommitment())
        .contains(key.outputCommitment(model.run(INPUT), SALTS.output()));
    assertThat(v.outputCommitment()).isNotEqualTo(v.inputCommitment());
  }

  @Test
  void prove_equalSalts_areDeterministicAndLinkProofs() throws Exception {
    CompiledModel model = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, COMMITTED);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      InferenceVerifier verifier = InferenceVerifier.ofUnsafe(prover.key());
      byte[] first = prove(prover, INPUT, SALTS).bytes();
      assertThat(prove(prover, INPUT, SALTS).bytes()).isEqualTo(first);
      InferenceProof second = prove(prover, INPUT, Salts.ofInput(SALTS.input()));
      VerifiedInference a = verifier.verify(first);
      VerifiedInference b = verifier.verify(second.bytes());
      assertThat(b.inputCommitment()).isEqualTo(a.inputCommitment());
      assertThat(b.outputCommitment()).isNotEqualTo(a.outputCommitment());
      // Fresh salts link nothing.
      VerifiedInference c = verifier.verify(prover.prove(INPUT).bytes());
      assertThat(c.inputCommitment()).isNotEqualTo(a.inputCommitment());
    }
  }

  @Test
  void verify_anotherModelOnTheSameCommittedInput_hasTheSameCommitment() throws Exception {
    // Two models of one architecture: one column height, so one input has one digest.
    TensorCommitment[] digests = new TensorCommitment[2];
    for (int seed = 1; seed <= 2; seed++) {
      CompiledModel model = SmallModels.compile(seed, SecurityParameters.UNSAFE_TEST, COMMITTED);
      try (InferenceProver prover = SmallModels.prover(model, 1)) {
        byte[] proof = prove(prover, INPUT, SALTS).bytes();
        VerifiedInference v = InferenceVerifier.ofUnsafe(prover.key()).verify(proof);
        digests[seed - 1] = v.inputCommitment().orElseThrow();
      }
    }
    assertThat(digests[0]).isEqualTo(digests[1]);
  }

  @Test
  void save_committedModel_isLoadedAsSuch() throws Exception {
    CompiledModel model = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, COMMITTED);
    Path file = folder.resolve("model");
    model.save(file);
    CompiledModel loaded = CompiledModel.load(file);
    assertThat(loaded.boundary()).isEqualTo(COMMITTED);
    assertThat(loaded.digest()).isEqualTo(model.digest());
    try (InferenceProver one = SmallModels.prover(model, 1);
        InferenceProver two = SmallModels.prover(loaded, 1)) {
      assertThat(two.key().digest()).isEqualTo(one.key().digest());
      assertThat(prove(two, INPUT, SALTS).bytes()).isEqualTo(prove(one, INPUT, SALTS).bytes());
    }
    byte[] body = Arrays.copyOfRange(Files.readAllBytes(file), 6, (int) Files.size(file) - 32);
    body[34] = 3;
    Files.write(file, ModelFile.wrap("ZKCM", body));
    assertThatThrownBy(() -> CompiledModel.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no visibility 3");
  }

  /** A key that says of its program's tensors what they are not. */
  @Test
  void key_ofOtherVisibilityThanItsPlan_isRefused() throws Exception {
    for (Boundary boundary : boundaries()) {
      CompiledModel model = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, boundary);
      try (InferenceProver prover = SmallModels.prover(model, 1)) {
        ModelKey key = prover.key();
        for (Boundary other : boundaries()) {
          ModelKey lie =
              new ModelKey(
                  model.digestBytes(),
                  key.inputs(),
                  key.outputs(),
                  other,
                  key.constants(),
                  key.verifyingKey());
          if (!other.equals(boundary)) {
            assertThatThrownBy(() -> ModelKey.of(lie.toBytes()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("not those of its program");
          }
        }
      }
    }
  }

  @Test
  void verify_changedProofOfACommittedModel_rejects() throws Exception {
    CompiledModel model = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, COMMITTED);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      byte[] proof = prove(prover, INPUT, SALTS).bytes();
      InferenceVerifier verifier = InferenceVerifier.ofUnsafe(prover.key());
      assertAllRejected(ByteTamper.flips(proof, new Sampling(400, 1, 3)), verifier::verify);
      byte[] head = Arrays.copyOf(proof, Integer.BYTES + ByteBuffer.wrap(proof).getInt());
      assertAllRejected(
          ByteTamper.flips(head, Sampling.everything(1)),
          h -> {
            byte[] whole = proof.clone();
            System.arraycopy(h, 0, whole, 0, h.length);
            verifier.verify(whole);
          });
    }
  }

  @Test
  void visibility_publicByDefault_costsNothing() throws Exception {
    CompiledModel open = SmallModels.compile(1);
    assertThat(open.boundary()).isEqualTo(Boundary.PUBLIC);
    CompiledModel closed = SmallModels.compile(1, SecurityParameters.UNSAFE_TEST, COMMITTED);
    assertThat(closed.digest()).isEqualTo(open.digest());
    assertThat(closed.committedCells()).isGreaterThan(open.committedCells());
    assertThat(open.machine().plan().boundary()).isZero();
  }
}
