package io.zkml.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.field.Ext3;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract hashes what the Java verifier's transcript absorbs and squeezes, in its order. */
class ChallengeTapeTest {

  private static final int STATE = 32;

  @ParameterizedTest
  @ValueSource(strings = {"layer", "layer-oracle", "committed", "mixed", "lenet-small100"})
  void verify_vector_reproducesTheTape(String name) throws Exception {
    VectorFiles files = VectorFolder.read(Path.of("..", "data", "vectors")).files().get(name);
    VerifyingKey key = VerifyingKeyCodec.decode(files.key());
    Statement statement = StatementCodec.decode(files.statement());
    Tape tape = new Tape();
    StarkVerifier.verify(key, statement, ProofCodec.decode(files.proof(), key), tape);
    OnChain chain = new OnChain();
    assertThat(chain.verify(chain.publish(key), statement, files.proof()).success()).isTrue();

    List<String> hashed = new ArrayList<>();
    for (byte[] hash : chain.evm().hashes()) {
      int from = Math.min(hash.length, 2 * STATE);
      hashed.add(HexFormat.of().formatHex(hash, from, hash.length));
    }
    // The state after the key is a constant of the plan.
    List<String> expected = tape.lines.subList(1, tape.lines.size());
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(hashed).containsSubsequence(expected);
  }

  /** Every absorb and squeeze as what the hash chain appends to its state. */
  private static final class Tape implements ChallengeTape {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void absorbed(String label, byte[] data) {
      byte[] frame = frame(1, label);
      lines.add(
          HexFormat.of()
              .formatHex(
                  ByteBuffer.allocate(frame.length + Long.BYTES + data.length)
                      .put(frame)
                      .putLong(data.length)
                      .put(data)
                      .array()));
    }

    @Override
    public void squeezed(String label, List<Ext3> challenges) {
      lines.add(HexFormat.of().formatHex(frame(2, label)));
    }

    @Override
    public void squeezedIndices(String label, int[] indices) {
      lines.add(HexFormat.of().formatHex(frame(2, label)));
    }

    private static byte[] frame(int tag, String label) {
      byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(2 + ascii.length)
          .put((byte) tag)
          .put((byte) ascii.length)
          .put(ascii)
          .array();
    }
  }
}
