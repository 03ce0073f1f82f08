package io.zkml.core.stark;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a verifier needs of a program. Its digest seeds every transcript.
 *
 * @param parameters a named set
 * @param plan what is proven
 * @param folding the column height of all commitments, and how openings fold
 * @param preprocessed the commitments made with the program, as many as the plan has
 */
public record VerifyingKey(
    SecurityParameters parameters, ProofPlan plan, Folding folding, List<Commitment> preprocessed) {

  /** Version of the protocol: part of every key and proof. */
  public static final int PROTOCOL_VERSION = 3;

  /** Copies the list; checks that the commitments are those of the plan and can be opened. */
  public VerifyingKey {
    preprocessed = List.copyOf(preprocessed);
    if (preprocessed.size() != plan.preprocessed()) {
      throw new IllegalArgumentException("the plan has other preprocessed commitments");
    }
    for (int k = 0; k < preprocessed.size(); k++) {
      List<Integer> logs = plan.commitments().get(k).blockLogs();
      if (!preprocessed.get(k).layout().equals(new StackedLayout(folding.logHeight(), logs))) {
        throw new IllegalArgumentException("commitment " + k + " has another layout");
      }
    }
    FriShape.of(parameters.logInvRate(), folding, layouts(plan, folding.logHeight()));
  }

  /** The layout of every commitment of the plan. */
  public List<StackedLayout> layouts() {
    return layouts(plan, folding.logHeight());
  }

  private static List<StackedLayout> layouts(ProofPlan plan, int logHeight) {
    List<StackedLayout> out = new ArrayList<>();
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      out.add(new StackedLayout(logHeight, c.blockLogs()));
    }
    return out;
  }

  /** log2 of the entries of a column. */
  public int logHeight() {
    return folding.logHeight();
  }

  /** log2 of the points in a leaf of a commitment. */
  public int arity() {
    return folding.arity();
  }

  /** The identity of a commitment that is opened under this key. */
  public Digest identity(Commitment commitment) {
    return commitment.identity(parameters, arity());
  }

  /** The shape of the batched opening. */
  public FriShape friShape() {
    return FriShape.of(parameters.logInvRate(), folding, layouts());
  }

  /** The digest that identifies this key: H over every part of it. */
  public Digest digest() {
    Transcript t = Transcript.start("zkml/key");
    t.absorbLong("protocol version", PROTOCOL_VERSION);
    t.absorb("parameters", parameters.encode());
    t.absorb("plan", PlanBytes.encode(plan));
    t.absorb("folding", folding.encode());
    for (Commitment c : preprocessed) {
      t.absorb("commitment", identity(c).toBytes());
    }
    return Digest.of(t.state());
  }
}
