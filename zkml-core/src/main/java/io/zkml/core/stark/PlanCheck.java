package io.zkml.core.stark;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The consistency rules of a plan: every reference exists and has the right size. */
final class PlanCheck {

  private static final int VALUE_BITS = 62;

  /** In place of a public block that an operand is not. */
  private static final int NONE = -1;

  private final List<ProofPlan.CommittedVector> commitments;
  private final List<Integer> publicLogs = new ArrayList<>();

  private PlanCheck(List<ProofPlan.CommittedVector> commitments, List<PublicTensor> publicTensors) {
    this.commitments = commitments;
    for (PublicTensor t : publicTensors) {
      for (int b = 0; b < t.layout().blocks(); b++) {
        publicLogs.add(t.layout().blockLog(b));
      }
    }
  }

  static void check(
      List<ProofPlan.CommittedVector> commitments,
      List<PublicTensor> publicTensors,
      List<Segment> segments,
      List<Relation> relations,
      List<ProofPlan.Binding> bindings) {
    PlanCheck check = new PlanCheck(commitments, publicTensors);
    check.commitmentOrder();
    check.columns(segments, relations);
    for (Relation r : relations) {
      for (Term t : r.terms()) {
        check.term(r, t);
      }
    }
    for (ProofPlan.Binding b : bindings) {
      require(!b.committed().isPublic(), "a binding's first block is committed");
      check.operand(b.committed(), check.log(Operand.publicBlock(b.publicBlock())), "binding");
    }
    publicTensors(publicTensors, relations, bindings);
    check.boundary(segments);
    BusCheck.check(commitments, segments);
  }

  private void commitmentOrder() {
    require(!commitments.isEmpty(), "a plan commits to something");
    CommitmentKind last = CommitmentKind.PREPROCESSED;
    for (ProofPlan.CommittedVector c : commitments) {
      require(last.compareTo(c.kind()) <= 0, "preprocessed, boundary, witness is the order");
      require(!c.blockLogs().isEmpty(), "a commitment has a block");
      boolean boundary = c.kind() == CommitmentKind.BOUNDARY;
      require(
          !boundary || (c.blockLogs().size() > 1 && c.blockLogs().getLast() == ProofPlan.SALT_LOG),
          "a boundary vector has a block and then its salt");
      last = c.kind();
    }
    require(last == CommitmentKind.WITNESS, "a plan has a witness");
  }

  private void columns(List<Segment> segments, List<Relation> relations) {
    require(
        segments.stream().anyMatch(x -> !x.chip().interactions().isEmpty()),
        "a plan has a segment with a message");
    boolean[] used = new boolean[relations.size()];
    for (Segment s : segments) {
      for (Segment.Source source : s.sources()) {
        switch (source) {
          case Segment.Committed c -> {
            // SOUNDNESS: as an operand, commitment -1 would be a public block.
            require(c.commitment() >= 0, "commitment exists");
            require(
                log(Operand.committed(c.commitment(), c.block())) == s.logRows(),
                s.chip().name() + ": a column's block has another size");
          }
          case Segment.Virtual v -> {
            require(v.relation() >= 0 && v.relation() < used.length, "relation exists");
            require(!used[v.relation()], "a relation defines one column");
            used[v.relation()] = true;
            require(
                relations.get(v.relation()).variables() == s.logRows(),
                s.chip().name() + ": a relation has another size");
          }
          case Segment.Public p -> publicColumn(p.column(), s);
        }
      }
    }
    for (boolean u : used) {
      require(u, "every relation defines a column");
    }
  }

  /** The verifier's formula and the prover's table must be of the same integers in every row. */
  private static void publicColumn(PublicColumn column, Segment s) {
    long last = (1L << s.logRows()) - 1;
    boolean fits =
        switch (column) {
          case PublicColumn.RowsBelow r -> r.bound() >= 0 && r.bound() <= last + 1;
          case PublicColumn.Affine a ->
              isValue(a.base(), 0, 0) && isValue(a.base(), a.step(), last);
          case PublicColumn.Clamp c -> isValue(c.base(), 0, 0) && isValue(c.high(), 0, 0);
          case PublicColumn.Bits b -> b.low() + b.count() <= s.logRows();
          case PublicColumn.And a -> 2 * a.bits() <= s.logRows();
          case PublicColumn.RealPositions r -> areDisjoint(r.boxes(), last + 1);
          case PublicColumn.Linear l ->
              areDisjoint(l.parts().stream().map(PublicColumn.Part::box).toList(), last + 1)
                  && l.parts().stream().allMatch(PlanCheck::areValues);
        };
    require(fits, s.chip().name() + ": public column " + column);
  }

  /** Whether blocks lie one behind the other in the rows: a row of two blocks would count twice. */
  private static boolean areDisjoint(List<PublicColumn.Box> boxes, long rows) {
    List<PublicColumn.Box> ordered = new ArrayList<>(boxes);
    ordered.sort(Comparator.comparingLong(PublicColumn.Box::row));
    long free = 0;
    for (PublicColumn.Box box : ordered) {
      long size = 1L << box.log();
      // Subtracting, not adding: the row may be any number.
      if (box.row() < free || box.row() > rows - size) {
        return false;
      }
      free = box.row() + size;
    }
    return true;
  }

  /** Whether the values of a part are below 2^62 in magnitude, whatever the strides' signs. */
  private static boolean areValues(PublicColumn.Part part) {
    BigInteger most = BigInteger.valueOf(part.base()).abs();
    for (int k = 0; k < part.strides().size(); k++) {
      long steps = part.box().axes().get(k).length() - 1L;
      BigInteger stride = BigInteger.valueOf(part.strides().get(k)).abs();
      most = most.add(stride.multiply(BigInteger.valueOf(steps)));
    }
    return most.bitLength() <= VALUE_BITS;
  }

  /** Whether base + step row is at least -2^62 and below 2^62. */
  private static boolean isValue(long base, long step, long row) {
    BigInteger product = BigInteger.valueOf(step).multiply(BigInteger.valueOf(row));
    return product.add(BigInteger.valueOf(base)).bitLength() <= VALUE_BITS;
  }

  private void term(Relation relation, Term t) {
    int a = 0;
    int b = 0;
    for (AxisMap axis : t.axes()) {
      a += axis.aLog();
      b += axis.bLog();
    }
    operand(t.a(), a, relation.label());
    Operand second = t.b();
    if (second != null) {
      operand(second, b, relation.label());
    }
  }

  /** An operand of 2^size entries is an aligned part of a committed block or a whole public one. */
  private void operand(Operand o, int size, String user) {
    int log = log(o);
    require(o.isPublic() ? size == log : size <= log, user + ": an operand's size");
    long end = o.offset() + (1L << size);
    require((o.offset() & ((1L << size) - 1)) == 0 && end <= 1L << log, user + ": alignment");
  }

  /**
   * Every public tensor is an input, of which a relation reads some block, or an output, all of
   * whose blocks are bound.
   */
  private static void publicTensors(
      List<PublicTensor> tensors, List<Relation> relations, List<ProofPlan.Binding> bindings) {
    TreeSet<Integer> read = new TreeSet<>();
    for (Relation r : relations) {
      for (Term t : r.terms()) {
        read.add(t.a().isPublic() ? t.a().block() : NONE);
        Operand b = t.b();
        read.add(b != null && b.isPublic() ? b.block() : NONE);
      }
    }
    TreeSet<Integer> bound = new TreeSet<>();
    for (ProofPlan.Binding b : bindings) {
      bound.add(b.publicBlock());
    }
    int first = 0;
    for (PublicTensor t : tensors) {
      int end = first + t.layout().blocks();
      boolean input = !read.subSet(first, end).isEmpty();
      // SOUNDNESS: the entries of an output that nothing binds could be anything. An input that
      // nothing reads would be harmless, but cannot be told from it.
      require(
          input || bound.subSet(first, end).size() == end - first,
          "public tensor " + t.name() + " is neither read nor bound");
      first = end;
    }
  }

  /** Every block of a boundary vector but its salt is a column. */
  private void boundary(List<Segment> segments) {
    List<boolean[]> used = new ArrayList<>();
    for (ProofPlan.CommittedVector c : commitments) {
      used.add(new boolean[c.blockLogs().size()]);
    }
    for (Segment s : segments) {
      for (Segment.Source source : s.sources()) {
        if (source instanceof Segment.Committed c) {
          used.get(c.commitment())[c.block()] = true;
        }
      }
    }
    for (int k = 0; k < commitments.size(); k++) {
      boolean[] blocks = used.get(k);
      for (int b = 0; b < blocks.length - 1; b++) {
        // SOUNDNESS: a digest of cells that no chip sees would say nothing of input or output.
        require(
            commitments.get(k).kind() != CommitmentKind.BOUNDARY || blocks[b],
            "a boundary vector's blocks are columns");
      }
    }
  }

  private int log(Operand o) {
    if (o.isPublic()) {
      require(o.block() >= 0 && o.block() < publicLogs.size(), "public block exists");
      return publicLogs.get(o.block());
    }
    require(o.source() >= 0 && o.source() < commitments.size(), "commitment exists");
    List<Integer> logs = commitments.get(o.source()).blockLogs();
    require(o.block() >= 0 && o.block() < logs.size(), "block exists");
    // SOUNDNESS: salt is free: a statement about it would say nothing of the data.
    require(
        commitments.get(o.source()).kind() != CommitmentKind.BOUNDARY
            || o.block() < logs.size() - 1,
        "salt is not used");
    return logs.get(o.block());
  }

  static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("inconsistent plan: " + rule);
    }
  }
}
