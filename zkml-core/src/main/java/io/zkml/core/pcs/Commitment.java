package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.security.SecurityParameters;
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

  /**
   * The identity of a commitment that is visible outside one proof: H over all that determines the
   * vector behind it and what its opening is worth.
   *
   * @param parameters the set under which it is opened: rate of the code, out-of-domain point
   * @param arity log2 of the points in a leaf
   */
  public Digest identity(SecurityParameters parameters, int arity) {
    Transcript t = Transcript.start("zkml/commitment/2");
    t.absorb("parameters", parameters.encode());
    t.absorbLong("arity", arity);
    t.absorb("layout", ByteForms.layout(layout));
    t.absorb("root", root.toBytes());
    t.absorb("value", ByteForms.elements(List.of(oodValue)));
    return Digest.of(t.state());
  }
}
