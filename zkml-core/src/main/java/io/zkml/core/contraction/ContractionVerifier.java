package io.zkml.core.contraction;

import io.zkml.core.field.Ext3;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduces claims on virtual columns at one common point to claims on committed blocks. All products
 * share one sumcheck: relation k is weighted with the k-th power of a challenge, a product of fewer
 * variables is multiplied by the leading ones and so ends at a suffix of the common point (Thaler,
 * Proofs, Arguments, and Zero-Knowledge, section 4.4, batched).
 */
public final class ContractionVerifier {

  private final List<Relation> relations;
  private final ProductGroups products;
  private final PublicBlocks publicBlocks;
  private final BlockOffsets offsets;

  /** Where a committed block starts in its commitment. */
  @FunctionalInterface
  public interface BlockOffsets {
    /** First entry of the block. */
    long of(int commitment, int block);
  }

  /** A verifier of these relations; the groups must be those of the relations. */
  public ContractionVerifier(
      List<Relation> relations,
      ProductGroups products,
      PublicBlocks publicBlocks,
      BlockOffsets offsets) {
    this.relations = relations;
    this.products = products;
    this.publicBlocks = publicBlocks;
    this.offsets = offsets;
  }

  /**
   * Checks the sumcheck and returns the claims on committed blocks that remain.
   *
   * @param point the common point; a column of n rows-variables was evaluated at its last n
   *     coordinates
   * @param values one claimed value a relation
   * @throws ProofRejectedException if a message is malformed or a public operand contradicts
   */
  public List<OpeningClaim> verify(
      VerifierChannel channel, List<Ext3> point, List<Ext3> values, ContractionProof proof)
      throws ProofRejectedException {
    Ext3[] batch = powers(channel.transcript().squeeze("contraction batch"), values.size());
    Ext3 claim = Ext3.ZERO;
    for (int k = 0; k < values.size(); k++) {
      claim = claim.add(batch[k].mul(values.get(k)));
    }
    List<Ext3> s = new ArrayList<>();
    for (int i = 0; i < products.rounds(); i++) {
      List<Ext3> sent = channel.read("contraction round", proof.rounds().get(i), products.degree());
      Ext3 challenge = channel.transcript().squeeze("contraction challenge");
      claim = RoundPolynomial.evaluate(claim, sent, challenge);
      s.add(challenge);
    }
    List<Ext3> operands =
        channel.read("contraction operands", proof.operands(), committedOperands());
    return claims(point, s, batch, claim, operands);
  }

  /**
   * The claims on committed blocks in which the sumcheck ends.
   *
   * @param s the sumcheck's point
   * @param batch one power a relation
   * @param operands values of the committed first operands
   * @throws ProofRejectedException if relations between public values alone do not hold
   */
  public List<OpeningClaim> claims(
      List<Ext3> point, List<Ext3> s, Ext3[] batch, Ext3 finalClaim, List<Ext3> operands)
      throws ProofRejectedException {
    return new Batching(point, s, batch).claims(finalClaim, operands);
  }

  /** 1, base, base^2, ...: n powers. */
  public static Ext3[] powers(Ext3 base, int n) {
    Ext3[] out = new Ext3[n];
    Ext3 power = Ext3.ONE;
    for (int i = 0; i < n; i++) {
      out[i] = power;
      power = power.mul(base);
    }
    return out;
  }

  private int committedOperands() {
    int n = 0;
    for (ProductGroups.Group g : products.groups()) {
      n += g.operand().isPublic() ? 0 : 1;
    }
    return n;
  }

  /** The final check as claims; the prover derives the same list from its own values. */
  private final class Batching {
    private final List<Ext3> point;
    private final List<Ext3> s;
    private final Ext3[] batch;
    private final List<OpeningClaim> claims = new ArrayList<>();
    private final List<OpeningClaim.Term> linear = new ArrayList<>();
    private Ext3 known = Ext3.ZERO;

    Batching(List<Ext3> point, List<Ext3> s, Ext3[] batch) {
      this.point = point;
      this.s = s;
      this.batch = batch;
    }

    List<OpeningClaim> claims(Ext3 finalClaim, List<Ext3> operands) throws ProofRejectedException {
      int next = 0;
      for (ProductGroups.Group g : products.groups()) {
        List<Ext3> sg = Points.suffix(s, g.variables());
        Term first = g.members().getFirst().term();
        List<Ext3> at = new TermWeights(first, lowPoint(first), sg).firstPoint();
        Ext3 value;
        if (g.operand().isPublic()) {
          value = publicBlocks.evaluate(g.operand().block(), Weight.eq(at));
        } else {
          value = operands.get(next++);
          claims.add(
              new OpeningClaim(List.of(claimTerm(Ext3.ONE, g.operand(), Weight.eq(at))), value));
        }
        Ext3 scale = leading(g.variables()).mul(value);
        for (ProductGroups.Member m : g.members()) {
          TermWeights w = new TermWeights(m.term(), lowPoint(m.term()), sg);
          add(coefficient(m, w).mul(scale), m.term().b(), w.second());
        }
      }
      addSingles();
      Ext3 rest = finalClaim.sub(known);
      if (!linear.isEmpty()) {
        claims.add(new OpeningClaim(linear, rest));
      } else if (!rest.isZero()) {
        // SOUNDNESS: relations between public values alone leave nothing to open: decide them here.
        throw new ProofRejectedException(RejectReason.CONTRACTION, "public values disagree");
      }
      return claims;
    }

    private void addSingles() {
      Ext3 scale = leading(0);
      for (int k = 0; k < relations.size(); k++) {
        for (Term t : relations.get(k).terms()) {
          if (t.b() == null) {
            TermWeights w = new TermWeights(t, lowPoint(t), List.of());
            Ext3 c = coefficient(new ProductGroups.Member(k, t), w).mul(scale);
            add(c, t.a(), w.single());
          }
        }
      }
    }

    private void add(Ext3 coefficient, @Nullable Operand operand, Weight weight) {
      if (operand == null) {
        throw new IllegalStateException("a product without second operand");
      }
      if (operand.isPublic()) {
        known = known.add(coefficient.mul(publicBlocks.evaluate(operand.block(), weight)));
      } else {
        linear.add(claimTerm(coefficient, operand, weight));
      }
    }

    private OpeningClaim.Term claimTerm(Ext3 coefficient, Operand o, Weight weight) {
      return new OpeningClaim.Term(
          coefficient, o.source(), offsets.of(o.source(), o.block()) + o.offset(), weight);
    }

    /** Batching power, scale, the result block's prefix weight and the factors of no operand. */
    private Ext3 coefficient(ProductGroups.Member m, TermWeights w) {
      Term t = m.term();
      List<Ext3> column = Points.suffix(point, relations.get(m.relation()).variables());
      int high = column.size() - t.outLog();
      Ext3 prefix = Points.eqIndex(t.rowOffset() >>> t.outLog(), column.subList(0, high));
      return batch[m.relation()].mul(Ext3.ofSigned(t.scale())).mul(prefix).mul(w.common());
    }

    private List<Ext3> lowPoint(Term t) {
      return Points.suffix(point, t.outLog());
    }

    /** The leading variables' factor of a term that binds only the last {@code variables}. */
    private Ext3 leading(int variables) {
      Ext3 product = Ext3.ONE;
      for (int i = 0; i < s.size() - variables; i++) {
        product = product.mul(s.get(i));
      }
      return product;
    }
  }
}
