package io.zkml.core.contraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The products of a list of relations, gathered by their first operand: products that read the same
 * block at the same point share one value in the proof and one table in the sumcheck.
 */
public final class ProductGroups {

  private static final Comparator<Operand> BY_PLACE =
      Comparator.comparingInt(Operand::source)
          .thenComparingInt(Operand::block)
          .thenComparingInt(Operand::offset);

  private static final Comparator<Part> BY_NUMBERS =
      Comparator.comparing(Part::kind)
          .thenComparingInt(Part::log)
          .thenComparingInt(Part::aLog)
          .thenComparingInt(Part::aOffset)
          .thenComparingInt(Part::outFromEnd);

  private final List<Group> groups = new ArrayList<>();
  private final int rounds;
  private final int degree;

  /** A term with the index of its relation. */
  public record Member(int relation, Term term) {}

  /**
   * Products that share their first operand.
   *
   * @param signature what fixes the operand's point
   * @param members the terms, in order of relations
   */
  public record Group(Signature signature, List<Member> members) {
    /** Variables of the sumcheck. */
    public int variables() {
      return members.getFirst().term().sumLog();
    }

    /** The shared operand. */
    public Operand operand() {
      return signature.operand();
    }
  }

  /** The operand and, axis by axis, how its coordinates arise. */
  public record Signature(Operand operand, List<Part> parts) {}

  /** One axis of a signature; outFromEnd places the axis in the common point. */
  public record Part(String kind, int log, int aLog, int aOffset, int outFromEnd) {}

  /** Gathers the products of the relations. */
  public ProductGroups(List<Relation> relations) {
    // A tree, not a hash table: whoever writes the key chooses the signatures.
    Map<Signature, Group> bySignature = new TreeMap<>(ProductGroups::compare);
    int highest = 0;
    boolean shared = false;
    for (int k = 0; k < relations.size(); k++) {
      for (Term t : relations.get(k).terms()) {
        if (t.b() != null) {
          add(new Member(k, t), bySignature);
          highest = Math.max(highest, t.sumLog());
          shared |= t.axes().stream().anyMatch(AxisMap.Shared.class::isInstance);
        }
      }
    }
    this.rounds = highest;
    this.degree = shared ? 3 : 2;
  }

  /** The groups, in order of their first member. */
  public List<Group> groups() {
    return List.copyOf(groups);
  }

  /** Rounds of the batched sumcheck. */
  public int rounds() {
    return rounds;
  }

  /** Degree of its round polynomials: 3 if any product has a shared axis, else 2. */
  public int degree() {
    return degree;
  }

  private void add(Member m, Map<Signature, Group> bySignature) {
    Signature s = signature(m.term());
    Group group = bySignature.get(s);
    if (group == null) {
      group = new Group(s, new ArrayList<>());
      bySignature.put(s, group);
      groups.add(group);
    }
    group.members().add(m);
  }

  /** A total order that agrees with equality. */
  private static int compare(Signature x, Signature y) {
    int c = BY_PLACE.compare(x.operand(), y.operand());
    if (c == 0) {
      c = Integer.compare(x.parts().size(), y.parts().size());
    }
    for (int i = 0; c == 0 && i < x.parts().size(); i++) {
      c = BY_NUMBERS.compare(x.parts().get(i), y.parts().get(i));
    }
    return c;
  }

  private static Signature signature(Term t) {
    List<Part> parts = new ArrayList<>();
    int[] starts = t.outStarts();
    for (int k = 0; k < starts.length; k++) {
      int fromEnd = t.outLog() - starts[k];
      switch (t.axes().get(k)) {
        case AxisMap.Batch b -> parts.add(new Part("batch", b.log(), b.log(), 0, fromEnd));
        case AxisMap.Inner i -> parts.add(new Part("inner", i.log(), i.aLog(), i.aOffset(), 0));
        case AxisMap.Shared s -> parts.add(new Part("shared", s.log(), s.log(), 0, fromEnd));
        case AxisMap.Window w -> parts.add(new Part("window", w.aLog(), w.aLog(), 0, 0));
        case AxisMap.Gather g -> parts.add(new Part("gather", g.aLog(), g.aLog(), 0, 0));
        case AxisMap.Free f -> {}
        case AxisMap.Broadcast b -> {}
        case AxisMap.Sum s -> throw new IllegalStateException();
      }
    }
    return new Signature(t.a(), parts);
  }
}
