package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model keys: files, damaged and hostile files. */
class ModelKeyTest {

  private static ModelKey key;
  private static ModelKey other;
  private static byte[] proof;

  @TempDir private Path folder;

  @BeforeAll
  static void setUp() {
    try (InferenceProver prover = SmallModels.prover(SmallModels.compile(1), 1)) {
      key = prover.key();
      proof = prover.prove(SmallModels.input(1)).bytes();
    }
    try (InferenceProver prover = SmallModels.prover(SmallModels.compile(2), 1)) {
      other = prover.key();
    }
  }

  @Test
  void load_savedKey_isTheSameKey() throws Exception {
    Path file = folder.resolve("key");
    key.save(file);
    ModelKey loaded = ModelKey.load(file);
    assertThat(loaded.digest()).isEqualTo(key.digest()).hasSize(64);
    assertThat(loaded.modelDigest()).isEqualTo(SmallModels.compile(1).digest());
    assertThat(loaded.input()).isEqualTo(key.input());
    assertThat(loaded.output()).isEqualTo(key.output());
    assertThat(loaded.toBytes()).isEqualTo(Files.readAllBytes(file));
    InferenceVerifier.ofUnsafe(loaded).verify(proof);
  }

  @Test
  void digest_ofOtherModels_differs() {
    assertThat(other.digest()).isNotEqualTo(key.digest());
  }

  private static void refused(byte[] bytes, String what) {
    assertThatThrownBy(() -> ModelKey.of(bytes))
        .as(what)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model key");
  }

  @Test
  void of_truncatedBytes_isRefused() {
    byte[] good = key.toBytes();
    for (int n = 0; n < good.length; n += 1 + n / 40) {
      refused(Arrays.copyOf(good, n), "first " + n);
    }
    refused(Arrays.copyOf(good, good.length - 1), "one byte less");
    refused(Arrays.copyOf(good, good.length + 1), "one byte more");
  }

  @Test
  void of_flippedByte_isRefused() {
    byte[] good = key.toBytes();
    SplittableRandom random = new SplittableRandom(2);
    for (int at = 0; at < good.length; at += 1 + at / 60) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << random.nextInt(8));
      refused(bad, "byte " + at);
    }
  }

  /** Changes behind a checksum that fits: refused, or a key under which nothing is proven. */
  @Test
  void of_changedBytesWithTheirChecksum_isAnotherKeyOrRefused() {
    byte[] good = key.toBytes();
    byte[] body = Arrays.copyOfRange(good, 6, good.length - 32);
    SplittableRandom random = new SplittableRandom(3);
    int keys = 0;
    for (int i = 0; i < 800; i++) {
      byte[] bad = body.clone();
      int at = i < 200 ? i : random.nextInt(bad.length);
      if (random.nextBoolean()) {
        bad[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        ByteBuffer.wrap(bad).putInt(Math.min(at, bad.length - 4), random.nextInt());
      }
      if (Arrays.equals(bad, body)) {
        continue;
      }
      try {
        ModelKey hostile = ModelKey.of(ModelFile.wrap("ZKMK", bad));
        keys++;
        assertThat(hostile.digest()).isNotEqualTo(key.digest());
        if (!hostile.boundary().hasPublicWeights()) {
          assertThatThrownBy(() -> InferenceVerifier.ofUnsafe(hostile))
              .isInstanceOf(UncertifiedKeyException.class);
          continue;
        }
        assertThatThrownBy(() -> InferenceVerifier.ofUnsafe(hostile).verify(proof))
            .isInstanceOf(ProofRejectedException.class);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(ModelFormatException.class);
      }
    }
    assertThat(keys).isPositive();
  }

  @Test
  void of_compiledModel_isRefused() throws IOException {
    Path file = folder.resolve("model");
    SmallModels.compile(1).save(file);
    refused(Files.readAllBytes(file), "a compiled model");
  }

  @Test
  void verifier_ofUnsafeKey_isRefused() {
    assertThatThrownBy(() -> InferenceVerifier.of(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proves nothing");
  }

  /** Columns of 2^29 entries: the set's promise does not hold for openings of them. */
  @Test
  void verifier_ofAKeyThatFoldsWorseThanItsSetPromises_isRefused() {
    VerifyingKey honest = key.verifyingKey();
    List<Integer> logs = honest.plan().commitments().getFirst().blockLogs();
    Commitment c = honest.preprocessed().getFirst();
    Commitment tall = new Commitment(c.root(), new StackedLayout(29, logs), c.oodValue());
    VerifyingKey weak =
        new VerifyingKey(
            SecurityParameters.FAST_128, honest.plan(), Folding.uniform(29, 1), List.of(tall));
    ModelKey hostile =
        new ModelKey(
            new byte[32], key.inputs(), key.outputs(), key.boundary(), key.constants(), weak);

    assertThat(hostile.securityReport().sumBits()).isBetween(125.0, 128.0);
    assertThatThrownBy(() -> InferenceVerifier.of(hostile))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large for its parameter set");
    assertThatThrownBy(() -> CertifiedKey.verify(hostile, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large for its parameter set");
  }

  @Test
  void securityReport_ofRealSet_reachesItsTarget() {
    try (InferenceProver prover =
        SmallModels.prover(SmallModels.compile(1, SecurityParameters.BALANCED_128), 1)) {
      assertThat(prover.key().securityReport().reachesTarget()).isTrue();
      assertThat(InferenceVerifier.of(prover.key())).isNotNull();
    }
  }
}
