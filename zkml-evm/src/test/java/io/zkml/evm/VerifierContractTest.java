package io.zkml.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.machine.Evm;
import io.zkml.testkit.vector.VectorCase;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import io.zkml.testkit.vector.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract says to every shared test vector what the Java verifier says. */
class VerifierContractTest {

  private static final Path VECTORS = Path.of("..", "data", "vectors");

  /** Of the cases of one name, so that the suite stays short; the names share all code. */
  private static final int CASES_A_NAME = 40;

  @Test
  void verify_sharedVectors_givesTheirVerdicts() throws IOException {
    VectorFolder folder = VectorFolder.read(VECTORS);
    OnChain chain = new OnChain();
    Map<String, OnChain.Published> models = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (VectorCase c : sample(folder)) {
      VectorFiles files = folder.files(c);
      VectorFiles unchanged = folder.files().get(c.base());
      OnChain.Published model = models.get(c.base());
      if (model == null || !Arrays.equals(files.key(), unchanged.key())) {
        VerifyingKey key = key(files);
        if (key == null) {
          continue;
        }
        model = chain.publish(key);
        if (Arrays.equals(files.key(), unchanged.key())) {
          models.put(c.base(), model);
        }
      }
      Statement statement = statement(files);
      if (statement != null) {
        asked++;
        if (accepts(chain, model, statement, files.proof()) != c.verdict().equals(Verdict.ACCEPT)) {
          wrong.add(c.title());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(200);
  }

  /** The first case of every name, which is accepted, and others at equal distances. */
  private static List<VectorCase> sample(VectorFolder folder) {
    List<VectorCase> out = new ArrayList<>();
    for (String name : folder.files().keySet()) {
      List<VectorCase> own = folder.cases().stream().filter(c -> c.base().equals(name)).toList();
      int step = Math.max(1, own.size() / CASES_A_NAME);
      for (int i = 0; i < own.size(); i += step) {
        out.add(own.get(i));
      }
    }
    return out;
  }

  private static boolean accepts(
      OnChain chain, OnChain.Published model, Statement statement, byte[] proof) {
    byte[] io;
    try {
      io = EvmCalldata.publicIo(model.key(), statement, new byte[0]);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return chain.call(model, io, proof).success();
  }

  private static VerifyingKey key(VectorFiles files) {
    try {
      return VerifyingKeyCodec.decode(files.key());
    } catch (KeyFormatException e) {
      return null;
    }
  }

  private static Statement statement(VectorFiles files) {
    try {
      return StatementCodec.decode(files.statement());
    } catch (KeyFormatException e) {
      return null;
    }
  }

  @Test
  void verify_everyByteOfOneProofFlipped_reverts() throws IOException {
    VectorFiles files = VectorFolder.read(VECTORS).files().get("layer");
    OnChain chain = new OnChain();
    OnChain.Published model = chain.publish(key(files));
    Statement statement = statement(files);
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < files.proof().length; i += 3) {
      byte[] changed = files.proof().clone();
      changed[i] ^= (byte) (1 << (i & 7));
      if (chain.verify(model, statement, changed).success()) {
        accepted.add(i);
      }
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void verify_otherLengths_reverts() throws IOException {
    VectorFiles files = VectorFolder.read(VECTORS).files().get("layer");
    OnChain chain = new OnChain();
    OnChain.Published model = chain.publish(key(files));
    byte[] io = EvmCalldata.publicIo(model.key(), statement(files), new byte[0]);
    byte[] proof = files.proof();
    assertThat(chain.call(model, io, proof).success()).isTrue();
    for (int n : new int[] {0, 1, proof.length - 1, proof.length + 1, proof.length + 32}) {
      assertThat(chain.call(model, io, Arrays.copyOf(proof, n)).success()).isFalse();
    }
    for (int n : new int[] {0, io.length - 1, io.length + 1}) {
      assertThat(chain.call(model, Arrays.copyOf(io, n), proof).success()).isFalse();
    }
  }

  @Test
  void verify_unknownModel_reverts() throws IOException {
    VectorFiles files = VectorFolder.read(VECTORS).files().get("layer");
    OnChain chain = new OnChain();
    OnChain.Published model = chain.publish(key(files));
    byte[] other = model.modelId().clone();
    other[0] ^= 1;
    OnChain.Published unknown = new OnChain.Published(model.key(), other, model.verifier());
    Evm.Receipt receipt = chain.verify(unknown, statement(files), files.proof());
    assertThat(receipt.success()).isFalse();
    assertThat(receipt.output()).startsWith(0xa2, 0xdc, 0x06, 0x25).endsWith(other);
  }
}
