package io.zkml.core.pcs.fri;

import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.transcript.Message;

/** Bytes of an opening proof, framing not counted. */
public final class OpeningSize {

  private OpeningSize() {}

  public static long of(OpeningProof p) {
    long bytes = (long) p.clear().length() + p.nonce().length();
    for (Message m : p.rounds()) {
      bytes += m.length();
    }
    for (Message m : p.oracleRoots()) {
      bytes += m.length();
    }
    for (MultiOpening o : p.commitmentOpenings()) {
      bytes += of(o);
    }
    for (OracleOpening o : p.oracleOpenings()) {
      bytes += (long) Long.BYTES * o.sent().width() + (long) Digest.BYTES * o.siblings().size();
    }
    return bytes;
  }

  private static long of(MultiOpening o) {
    long bytes = (long) Digest.BYTES * o.siblings().size();
    for (Leaf leaf : o.leaves()) {
      bytes += (long) Long.BYTES * leaf.width();
    }
    return bytes;
  }
}
