package io.zkml.core.transcript;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.hash.Keccak256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The Fiat-Shamir hash chain that prover and verifier run in step. Its state is 32 bytes S:
 *
 * <ul>
 *   <li>absorb(label, data): S = keccak(S, 0x01, u8 |label|, label, u64 |data|, data);
 *   <li>squeeze(label): S = keccak(S, 0x02, u8 |label|, label), and S is the output block;
 *   <li>more output under the same label: S = keccak(S, 0x03).
 * </ul>
 *
 * A block is four big-endian 64-bit chunks. Field coordinates take chunks in order and drop those
 * that are not below p; what is left of the last block is discarded. Not thread-safe.
 */
public final class Transcript {

  private static final int ABSORB = 1;
  private static final int SQUEEZE = 2;
  private static final int MORE = 3;
  private static final int CHUNKS = Keccak256.DIGEST_BYTES / Long.BYTES;

  private byte[] state;
  private final ChallengeTape tape;
  private final Keccak256 keccak = new Keccak256();

  private Transcript(byte[] state, ChallengeTape tape) {
    this.state = state;
    this.tape = tape;
  }

  /** A transcript that starts from a domain string. */
  public static Transcript start(String domain) {
    return start(domain, ChallengeTape.none());
  }

  /** A transcript that records what it absorbs and squeezes. */
  public static Transcript start(String domain, ChallengeTape tape) {
    return new Transcript(Keccak256.hash(domain.getBytes(StandardCharsets.US_ASCII)), tape);
  }

  /** Appends labelled bytes. */
  public void absorb(String label, byte[] data) {
    frame(ABSORB, label).updateLong(data.length).update(data);
    state = keccak.digest();
    tape.absorbed(label, data);
  }

  /** Appends a labelled 64-bit number. */
  public void absorbLong(String label, long value) {
    absorb(label, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** One challenge of E. */
  public Ext3 squeeze(String label) {
    return squeeze(label, 1).getFirst();
  }

  /** {@code count} challenges of E, drawn from one run of chunks. */
  public List<Ext3> squeeze(String label, int count) {
    Chunks chunks = new Chunks(label);
    Ext3[] out = new Ext3[count];
    for (int i = 0; i < count; i++) {
      out[i] = new Ext3(chunks.nextElement(), chunks.nextElement(), chunks.nextElement());
    }
    List<Ext3> result = List.of(out);
    tape.squeezed(label, result);
    return result;
  }

  /** {@code count} uniform indices below 2^logSize, with replacement; one chunk each, low bits. */
  public int[] squeezeIndices(String label, int count, int logSize) {
    if (logSize < 0 || logSize > 30) {
      throw new IllegalArgumentException("index bits " + logSize);
    }
    Chunks chunks = new Chunks(label);
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = (int) (chunks.next() & ((1L << logSize) - 1));
    }
    tape.squeezedIndices(label, out);
    return out;
  }

  /** The current state: what a proof of work is bound to. A copy. */
  public byte[] state() {
    return state.clone();
  }

  private Keccak256 frame(int tag, String label) {
    byte[] l = label.getBytes(StandardCharsets.US_ASCII);
    return keccak.update(state).update(tag).update(l.length).update(l);
  }

  /** The stream of 64-bit chunks squeezed under one label. */
  private final class Chunks {
    private int used;

    Chunks(String label) {
      frame(SQUEEZE, label);
      state = keccak.digest();
    }

    long next() {
      if (used == CHUNKS) {
        state = keccak.update(state).update(MORE).digest();
        used = 0;
      }
      return ByteBuffer.wrap(state).getLong(Long.BYTES * used++);
    }

    long nextElement() {
      long v = next();
      while (!Goldilocks.isCanonical(v)) {
        v = next();
      }
      return v;
    }
  }
}
