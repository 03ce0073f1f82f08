package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import java.util.List;

/** The out-of-domain point of a commitment (BaseFold over the Johnson bound, eprint 2024/1571). */
public final class OutOfDomain {

  private OutOfDomain() {}

  /**
   * z = H("ood", version, parameters, layout, root), expanded to layout.variables() coordinates,
   * the column's first. It is a function of what was committed, so it is computed and never read.
   */
  public static List<Ext3> point(SecurityParameters parameters, StackedLayout layout, Digest root) {
    Transcript t = Transcript.start("zkml/ood/1");
    t.absorb("parameters", parameters.encode());
    t.absorb("layout", ByteForms.layout(layout));
    t.absorb("root", root.toBytes());
    return t.squeeze("z", layout.variables());
  }

  /** The claim that commitment number {@code index} has its value at its point. */
  static OpeningClaim claim(SecurityParameters parameters, Commitment commitment, int index) {
    // SOUNDNESS: a point that the prover could choose after the root would not tell the polynomials
    // of the list apart: two models would share a root and a value.
    List<Ext3> z = point(parameters, commitment.layout(), commitment.root());
    OpeningClaim.Term term = new OpeningClaim.Term(Ext3.ONE, index, 0, Weight.eq(z));
    return new OpeningClaim(List.of(term), commitment.oodValue());
  }
}
