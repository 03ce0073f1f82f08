package io.zkml.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  /** The hash chain as it is documented, written down a second time. */
  private static final class Chain {
    private byte[] state;

    Chain(String domain) {
      state = keccak(domain.getBytes(StandardCharsets.US_ASCII));
    }

    Chain absorb(String label, byte[] data) {
      ByteBuffer in = ByteBuffer.allocate(32 + 2 + label.length() + 8 + data.length);
      in.put(state).put((byte) 1).put((byte) label.length());
      in.put(label.getBytes(StandardCharsets.US_ASCII)).putLong(data.length).put(data);
      state = keccak(in.array());
      return this;
    }

    /** The first {@code blocks} blocks of output under a label. */
    ByteBuffer squeeze(String label, int blocks) {
      ByteBuffer in = ByteBuffer.allocate(32 + 2 + label.length());
      in.put(state).put((byte) 2).put((byte) label.length());
      in.put(label.getBytes(StandardCharsets.US_ASCII));
      state = keccak(in.array());
      ByteBuffer out = ByteBuffer.allocate(32 * blocks).put(state);
      for (int i = 1; i < blocks; i++) {
        state = keccak(ByteBuffer.allocate(33).put(state).put((byte) 3).array());
        out.put(state);
      }
      return out.flip();
    }

    private static byte[] keccak(byte[] data) {
      KeccakDigest digest = new KeccakDigest(256);
      digest.update(data, 0, data.length);
      byte[] out = new byte[32];
      digest.doFinal(out, 0);
      return out;
    }
  }

  private static Ext3 ext(ByteBuffer in) {
    return new Ext3(in.getLong(), in.getLong(), in.getLong());
  }

  @Test
  void state_fixedSequence_hasKnownBytes() {
    Transcript t = Transcript.start("zkml/test");
    t.absorb("message", new byte[] {1, 2, 3});
    t.absorbLong("number", 7);
    t.squeeze("challenge");
    assertThat(HexFormat.of().formatHex(t.state()))
        .isEqualTo("93c4566f132477db88c42656209d173c37bf34f45f6d97c08055d048e131f358");
  }

  @Test
  void absorb_anyData_followsTheDefinition() {
    Random random = new Random(1);
    Transcript t = Transcript.start("domain");
    Chain chain = new Chain("domain");
    assertThat(t.state()).isEqualTo(chain.state);
    for (int length : new int[] {0, 1, 31, 32, 33, 135, 136, 137, 1000}) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      t.absorb("label " + length, data);
      assertThat(t.state()).isEqualTo(chain.absorb("label " + length, data).state);
    }
    t.absorbLong("number", -2);
    byte[] number = ByteBuffer.allocate(8).putLong(-2).array();
    assertThat(t.state()).isEqualTo(chain.absorb("number", number).state);
  }

  @Test
  void squeeze_severalElements_takesChunksInOrder() {
    Transcript t = Transcript.start("domain");
    Chain chain = new Chain("domain");
    for (int count = 0; count <= 9; count++) {
      List<Ext3> got = t.squeeze("c", count);
      // Chunks that are not below p are too rare to occur here: 1 in 2^32.
      ByteBuffer blocks = chain.squeeze("c", Math.max(1, Math.ceilDiv(3 * count, 4)));
      List<Ext3> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        expected.add(ext(blocks));
      }
      assertThat(got).isEqualTo(expected);
      assertThat(t.state()).isEqualTo(chain.state);
    }
  }

  @Test
  void squeeze_leftOverChunks_areDropped() {
    Transcript t = Transcript.start("domain");
    Chain chain = new Chain("domain");
    assertThat(t.squeeze("a")).isEqualTo(ext(chain.squeeze("a", 1)));
    assertThat(t.squeeze("a")).isEqualTo(ext(chain.squeeze("a", 1)));
  }

  @Test
  void squeeze_manyElements_areCanonical() {
    Transcript t = Transcript.start("many");
    for (Ext3 e : t.squeeze("c", 5000)) {
      assertThat(Goldilocks.isCanonical(e.c0()) && Goldilocks.isCanonical(e.c1())).isTrue();
      assertThat(Goldilocks.isCanonical(e.c2())).isTrue();
    }
  }

  @Test
  void squeeze_chunkNotBelowP_isDropped() {
    // A label, found by search, under which the first chunk is one of the 2^32 - 1 beyond p.
    String label = "1611274051";
    ByteBuffer chunks = new Chain("zkml/rejection").squeeze(label, 1);
    assertThat(Goldilocks.isCanonical(chunks.getLong())).isFalse();
    assertThat(Transcript.start("zkml/rejection").squeeze(label)).isEqualTo(ext(chunks));
    // Positions keep it: they take low bits.
    int[] indices = Transcript.start("zkml/rejection").squeezeIndices(label, 2, 30);
    ByteBuffer all = new Chain("zkml/rejection").squeeze(label, 1);
    assertThat(indices)
        .containsExactly(
            (int) (all.getLong() & ((1 << 30) - 1)), (int) (all.getLong() & ((1 << 30) - 1)));
  }

  @Test
  void squeezeIndices_anySize_takesLowBits() {
    for (int log : new int[] {0, 1, 7, 16, 30}) {
      Transcript t = Transcript.start("indices");
      ByteBuffer chunks = new Chain("indices").squeeze("at", 5);
      int[] got = t.squeezeIndices("at", 17, log);
      for (int index : got) {
        assertThat(index).isEqualTo((int) (chunks.getLong() & ((1L << log) - 1)));
        assertThat(index).isBetween(0, (1 << log) - 1);
      }
    }
  }

  @Test
  void squeezeIndices_sizeOutOfRange_throws() {
    Transcript t = Transcript.start("indices");
    assertThatThrownBy(() -> t.squeezeIndices("at", 1, 31))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> t.squeezeIndices("at", 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void absorb_otherFraming_givesOtherStates() {
    byte[] ab = {1, 2};
    byte[] a = {1};
    byte[] b = {2};
    List<byte[]> states = new ArrayList<>();
    states.add(run(t -> t.absorb("x", ab)));
    states.add(run(t -> t.absorb("y", ab)));
    states.add(run(t -> t.absorb("", ab)));
    states.add(
        run(t -> {
          t.absorb("x", a);
          t.absorb("x", b);
        }));
    states.add(run(t -> t.absorb("x", new byte[] {1, 2, 0})));
    states.add(run(t -> t.squeeze("x")));
    states.add(run(t -> t.squeeze("x", 2)));
    states.add(run(t -> t.squeezeIndices("y", 1, 3)));
    states.add(Transcript.start("e").state());
    states.add(run(t -> {}));
    assertThat(states.stream().map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
  }

  private static byte[] run(java.util.function.Consumer<Transcript> steps) {
    Transcript t = Transcript.start("d");
    steps.accept(t);
    return t.state();
  }

  @Test
  void state_changedByTheCaller_doesNotMatter() {
    Transcript t = Transcript.start("d");
    byte[] before = t.state();
    t.state()[0] ^= 1;
    assertThat(t.state()).isEqualTo(before);
  }

  @Test
  void tape_everyStep_isRecordedInOrder() {
    List<String> seen = new ArrayList<>();
    ChallengeTape tape =
        new ChallengeTape() {
          @Override
          public void absorbed(String label, byte[] data) {
            seen.add("absorb " + label + " " + data.length);
          }

          @Override
          public void squeezed(String label, List<Ext3> challenges) {
            seen.add("squeeze " + label + " " + challenges.size());
          }

          @Override
          public void squeezedIndices(String label, int[] indices) {
            seen.add("indices " + label + " " + indices.length);
          }
        };
    Transcript t = Transcript.start("d", tape);
    t.absorb("a", new byte[3]);
    t.absorbLong("b", 1);
    t.squeeze("c");
    t.squeeze("e", 0);
    t.squeezeIndices("f", 4, 2);
    assertThat(seen)
        .containsExactly("absorb a 3", "absorb b 8", "squeeze c 1", "squeeze e 0", "indices f 4");
  }
}
