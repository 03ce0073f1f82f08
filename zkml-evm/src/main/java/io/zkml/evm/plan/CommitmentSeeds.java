package io.zkml.evm.plan;

import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.transcript.Transcript;
import java.nio.ByteBuffer;

/** Transcript states that hold all that a key fixes of a commitment, just before its root. */
final class CommitmentSeeds {

  private final VerifyingKey key;

  CommitmentSeeds(VerifyingKey key) {
    this.key = key;
  }

  /** The state before the root in the out-of-domain point's transcript (section 6.1). */
  byte[] outOfDomain(int commitment) {
    Transcript t = Transcript.start("zkml/ood/1");
    t.absorb("parameters", key.parameters().encode());
    t.absorb("layout", layout(commitment));
    return t.state();
  }

  /** The state before the root in the commitment's identity (section 4.3). */
  byte[] identity(int commitment) {
    Transcript t = Transcript.start("zkml/commitment/2");
    t.absorb("parameters", key.parameters().encode());
    t.absorbLong("arity", key.arity());
    t.absorb("layout", layout(commitment));
    return t.state();
  }

  private byte[] layout(int commitment) {
    StackedLayout layout = key.layouts().get(commitment);
    int blocks = layout.blockLogs().size();
    ByteBuffer out = ByteBuffer.allocate(2 * Integer.BYTES + blocks);
    out.putInt(layout.logHeight()).putInt(blocks);
    for (int log : layout.blockLogs()) {
      out.put((byte) log);
    }
    return out.array();
  }
}
