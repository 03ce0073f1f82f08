package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.transcript.Transcript;
import java.util.List;

/**
 * A committed vector: root of its tree, layout, and its MLE's value at the out-of-domain point. The
 * value picks one polynomial of the list that a root may be close to, so only the three together
 * identify what is committed.
 *
 * @param root root of the Merkle tree over the codewords
 * @param layout where blocks lie
 * @param oodValue y: the claimed value at {@link OutOfDomain#point}
 */
public record Commitment(Digest root, StackedLayout layout, Ext3 oodValue) {

  /** The identity H(root, layout, y) of a commitment that is visible outside one proof. */
  public Digest identity() {
    Transcript t = Transcript.start("zkml/commitment/1");
    t.absorb("layout", ByteForms.layout(layout));
    t.absorb("root", root.toBytes());
    t.absorb("value", ByteForms.elements(List.of(oodValue)));
    return Digest.of(t.state());
  }
}
