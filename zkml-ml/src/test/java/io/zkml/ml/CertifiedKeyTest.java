package io.zkml.ml;

import static io.zkml.testkit.TamperAssertions.assertAllRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.testkit.ByteTamper;
import io.zkml.testkit.Sampling;
import io.zkml.vm.proof.ConstantBounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose weights are not public, and the certificates that their verifiers demand. */
class CertifiedKeyTest {

  private static final FloatTensor INPUT = SmallModels.input(5);
  private static final SecurityParameters TEST = SecurityParameters.UNSAFE_TEST;

  @TempDir private Path folder;

  private static CompiledModel compile(long seed, SecurityParameters set, Visibility weights) {
    return SmallModels.compile(seed, set, Boundary.PUBLIC.withWeights(weights));
  }

  @ParameterizedTest
  @EnumSource(Visibility.class)
  void verify_certificateOfAnyModel_accepts(Visibility weights) throws Exception {
    CompiledModel model = compile(1, TEST, weights);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      byte[] certificate = prover.certify().bytes();
      assertThat(prover.certify().bytes()).isEqualTo(certificate);
      ModelKey key = ModelKey.of(prover.key().toBytes());
      CertifiedKey certified = CertifiedKey.verifyUnsafe(key, certificate);
      assertThat(certified.digest()).isEqualTo(key.digest());
      byte[] proof = prover.prove(INPUT).bytes();
      VerifiedInference v = InferenceVerifier.ofUnsafe(certified).verify(proof);
      assertThat(v.output()).isEqualTo(model.run(INPUT));
      assertThat(v.modelDigest()).isEqualTo(model.digest());
      assertThat(model.weightSalt().isPresent()).isEqualTo(weights != Visibility.PUBLIC);
    }
  }

  @Test
  void verify_underTheRealSet_accepts() throws Exception {
    CompiledModel model = compile(1, SecurityParameters.BALANCED_128, Visibility.COMMITTED);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      ModelKey key = prover.key();
      assertThatThrownBy(() -> InferenceVerifier.of(key))
          .isInstanceOf(UncertifiedKeyException.class);
      CertifiedKey certified = CertifiedKey.verify(key, prover.certify().bytes());
      byte[] proof = prover.prove(INPUT).bytes();
      assertThat(InferenceVerifier.of(certified).verify(proof).output())
          .isEqualTo(model.run(INPUT));
    }
  }

  @Test
  void verifier_ofUncertifiedKey_isRefused() {
    for (Visibility weights : List.of(Visibility.COMMITTED, Visibility.PRIVATE)) {
      try (InferenceProver prover = SmallModels.prover(compile(1, TEST, weights), 1)) {
        assertThatThrownBy(() -> InferenceVerifier.ofUnsafe(prover.key()))
            .isInstanceOf(UncertifiedKeyException.class)
            .hasMessageContaining("CertifiedKey.verify(key, certificate)");
      }
    }
  }

  @Test
  void verifier_ofTheSetForTests_isRefused() throws Exception {
    try (InferenceProver prover = SmallModels.prover(compile(1, TEST, Visibility.COMMITTED), 1)) {
      byte[] certificate = prover.certify().bytes();
      assertThatThrownBy(() -> CertifiedKey.verify(prover.key(), certificate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("proves nothing");
      CertifiedKey certified = CertifiedKey.verifyUnsafe(prover.key(), certificate);
      assertThatThrownBy(() -> InferenceVerifier.of(certified))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("proves nothing");
    }
  }

  @Test
  void remembered_sameDigestOnly_isCertified() throws Exception {
    try (InferenceProver one = SmallModels.prover(compile(1, TEST, Visibility.COMMITTED), 1);
        InferenceProver two = SmallModels.prover(compile(2, TEST, Visibility.COMMITTED), 1)) {
      String digest = CertifiedKey.verifyUnsafe(one.key(), one.certify().bytes()).digest();
      ModelKey again = ModelKey.of(one.key().toBytes());
      assertThat(CertifiedKey.remembered(again, digest).key().digest()).isEqualTo(digest);
      assertThatThrownBy(() -> CertifiedKey.remembered(two.key(), digest))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(digest);
    }
  }

  private static void rejected(ModelKey key, byte[] certificate) {
    assertThatThrownBy(() -> CertifiedKey.verifyUnsafe(key, certificate))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verify_certificateOfAnotherKey_rejects() {
    CompiledModel model = compile(1, TEST, Visibility.COMMITTED);
    try (InferenceProver one = SmallModels.prover(model, 1);
        InferenceProver two = SmallModels.prover(compile(2, TEST, Visibility.COMMITTED), 1);
        InferenceProver hidden = SmallModels.prover(compile(1, TEST, Visibility.PRIVATE), 1);
        InferenceProver real =
            SmallModels.prover(compile(1, SecurityParameters.FAST_100, Visibility.COMMITTED), 1)) {
      byte[] certificate = one.certify().bytes();
      rejected(two.key(), certificate);
      rejected(real.key(), certificate);
      // The same commitment, but another key.
      assertThat(hidden.key().verifyingKey()).isEqualTo(one.key().verifyingKey());
      rejected(hidden.key(), certificate);
      rejected(one.key(), one.prove(INPUT).bytes());
    }
  }

  /** A key that promises less or more of its constants than was proven of them. */
  @Test
  void verify_keyOfOtherBounds_rejects() {
    CompiledModel model = compile(1, TEST, Visibility.COMMITTED);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      byte[] certificate = prover.certify().bytes();
      ModelKey key = prover.key();
      for (int i = 0; i < key.constants().size(); i++) {
        ConstantBounds c = key.constants().get(i);
        List<ConstantBounds> narrower = new ArrayList<>(key.constants());
        narrower.set(i, new ConstantBounds(c.layout(), c.min() + 1, c.max(), c.atZero()));
        rejected(withConstants(model, key, narrower), certificate);
        List<ConstantBounds> other = new ArrayList<>(key.constants());
        OptionalLong zero =
            c.atZero().isPresent() ? OptionalLong.of(c.atZero().getAsLong() + 1) : c.atZero();
        other.set(i, new ConstantBounds(c.layout(), c.min(), c.max() + 1, zero));
        rejected(withConstants(model, key, other), certificate);
      }
      ModelKey fewer = withConstants(model, key, key.constants().subList(1, 3));
      assertThatThrownBy(() -> CertifiedKey.verifyUnsafe(fewer, certificate))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ModelKey.of(fewer.toBytes()))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("constants are not those of its program");
    }
  }

  private static ModelKey withConstants(
      CompiledModel model, ModelKey key, List<ConstantBounds> constants) {
    return new ModelKey(
        model.digestBytes(),
        key.inputs(),
        key.outputs(),
        key.boundary(),
        constants,
        key.verifyingKey());
  }

  @Test
  void verify_changedCertificate_rejects() {
    try (InferenceProver prover = SmallModels.prover(compile(1, TEST, Visibility.COMMITTED), 1)) {
      byte[] certificate = prover.certify().bytes();
      ModelKey key = prover.key();
      assertAllRejected(
          ByteTamper.all(certificate, new Sampling(200, 1, 3)),
          c -> CertifiedKey.verifyUnsafe(key, c));
      rejected(key, Arrays.copyOf(certificate, 0));
      rejected(key, new byte[1 << 20]);
    }
  }

  @Test
  void key_ofUndisclosedWeights_dependsOnTheSalt() throws Exception {
    CompiledModel open = compile(1, TEST, Visibility.PUBLIC);
    CompiledModel closed = compile(1, TEST, Visibility.COMMITTED);
    CompiledModel salted =
        CompiledModel.of(
            new byte[32], closed.graph(), closed.policy(), closed.boundary(), Salt.random(), TEST);
    assertThat(closed.digest()).isNotEqualTo(open.digest()).isNotEqualTo(salted.digest());
    try (InferenceProver one = SmallModels.prover(closed, 1);
        InferenceProver two = SmallModels.prover(salted, 1)) {
      assertThat(one.key().constants()).isEqualTo(two.key().constants());
      assertThat(one.key().verifyingKey().plan()).isEqualTo(two.key().verifyingKey().plan());
      assertThat(one.key().verifyingKey().preprocessed())
          .isNotEqualTo(two.key().verifyingKey().preprocessed());
    }
    Path file = folder.resolve("model");
    closed.save(file);
    CompiledModel loaded = CompiledModel.load(file);
    assertThat(loaded.weightSalt()).contains(SmallModels.WEIGHT_SALT);
    assertThat(loaded.digest()).isEqualTo(closed.digest());
    try (InferenceProver one = SmallModels.prover(closed, 1);
        InferenceProver two = SmallModels.prover(loaded, 1)) {
      assertThat(two.key().digest()).isEqualTo(one.key().digest());
    }
  }

  @Test
  void bounds_ofUndisclosedWeights_arePowersOfTwo() {
    CompiledModel open = compile(1, TEST, Visibility.PUBLIC);
    CompiledModel closed = compile(1, TEST, Visibility.COMMITTED);
    assertThat(closed.constants()).hasSize(open.constants().size() + 1);
    for (int i = 0; i < open.constants().size(); i++) {
      ConstantBounds exact = open.constants().get(i);
      ConstantBounds wide = closed.constants().get(i);
      if (exact.atZero().isPresent()) {
        assertThat(wide).isEqualTo(exact);
        continue;
      }
      assertThat(wide.min()).isEqualTo(-wide.max() - 1).isLessThan(exact.min());
      assertThat(Long.bitCount(wide.max() + 1)).isEqualTo(1);
      assertThat(wide.max()).isBetween(exact.max(), 2 * exact.max());
    }
  }

  @Test
  void compile_weightsWithoutSaltOrTheReverse_isRefused() {
    CompiledModel m = compile(1, TEST, Visibility.PUBLIC);
    Boundary closed = Boundary.PUBLIC.withWeights(Visibility.PRIVATE);
    assertThatThrownBy(
            () -> CompiledModel.of(new byte[32], m.graph(), m.policy(), closed, null, TEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("salt");
    assertThatThrownBy(() ->
            CompiledModel.of(
                new byte[32], m.graph(), m.policy(), Boundary.PUBLIC, Salt.random(), TEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("salt");
  }
}
