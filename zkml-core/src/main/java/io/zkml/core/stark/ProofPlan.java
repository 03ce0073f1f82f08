package io.zkml.core.stark;

import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * All that verifier and prover interpret: what is committed, which chips run over it, how virtual
 * columns arise and which blocks are public. A pure function of the program.
 *
 * @param commitments what is committed, by kind in the order of {@link CommitmentKind}
 * @param publicTensors tensors of the statement; their blocks are numbered tensor by tensor
 * @param segments chips with their columns
 * @param relations definitions of the virtual columns; each is used by exactly one column
 * @param bindings committed blocks that must equal public ones
 */
public record ProofPlan(
    List<CommittedVector> commitments,
    List<PublicTensor> publicTensors,
    List<Segment> segments,
    List<Relation> relations,
    List<Binding> bindings) {

  /** log2 of the cells of a boundary vector's salt. */
  public static final int SALT_LOG = 2;

  /** Copies the lists and checks that all references are consistent. */
  public ProofPlan {
    commitments = List.copyOf(commitments);
    publicTensors = List.copyOf(publicTensors);
    segments = List.copyOf(segments);
    relations = List.copyOf(relations);
    bindings = List.copyOf(bindings);
    PlanCheck.check(commitments, publicTensors, segments, relations, bindings);
  }

  /**
   * One commitment.
   *
   * @param kind when it is committed
   * @param blockLogs log2 of its blocks' sizes; a boundary vector's last block is its salt
   */
  public record CommittedVector(CommitmentKind kind, List<Integer> blockLogs) {
    /** Copies the list. */
    public CommittedVector {
      blockLogs = List.copyOf(blockLogs);
    }

    /** A commitment made once with the program, or one made by every proof. */
    public CommittedVector(boolean preprocessed, List<Integer> blockLogs) {
      this(preprocessed ? CommitmentKind.PREPROCESSED : CommitmentKind.WITNESS, blockLogs);
    }

    /** A boundary vector of these blocks; the salt's is added. */
    public static CommittedVector boundary(List<Integer> blockLogs) {
      List<Integer> logs = new ArrayList<>(blockLogs);
      logs.add(SALT_LOG);
      return new CommittedVector(CommitmentKind.BOUNDARY, logs);
    }

    /** Whether it is committed once with the program. */
    public boolean preprocessed() {
      return kind == CommitmentKind.PREPROCESSED;
    }
  }

  /** A committed block equals a public block, padding included. */
  public record Binding(Operand committed, int publicBlock) {}

  /** Number of commitments made once with the program. */
  public int preprocessed() {
    return count(CommitmentKind.PREPROCESSED);
  }

  /** Number of commitments whose digests stand in the statement. */
  public int boundary() {
    return count(CommitmentKind.BOUNDARY);
  }

  private int count(CommitmentKind kind) {
    int n = 0;
    for (CommittedVector c : commitments) {
      n += c.kind() == kind ? 1 : 0;
    }
    return n;
  }

  /** Rows-variables of the tallest segment. */
  public int maxLogRows() {
    int n = 0;
    for (Segment s : segments) {
      n = Math.max(n, s.logRows());
    }
    return n;
  }

  /** Degree of the zerocheck's round polynomials: 1 + the largest constraint degree. */
  public int zerocheckDegree() {
    int highest = 1;
    for (Segment s : segments) {
      int[] degree = s.chip().graph().degrees();
      for (var c : s.chip().constraints()) {
        highest = Math.max(highest, degree[c.node()]);
      }
    }
    return highest + 1;
  }

  /** Number of columns whose values the prover gives after the zerocheck. */
  public int givenColumns() {
    int n = 0;
    for (Segment s : segments) {
      n += s.givenColumns();
    }
    return n;
  }
}
