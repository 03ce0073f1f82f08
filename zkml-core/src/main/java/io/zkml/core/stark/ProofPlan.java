package io.zkml.core.stark;

import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import java.util.List;

/**
 * All that verifier and prover interpret: what is committed, which chips run over it, how virtual
 * columns arise and which blocks are public. A pure function of the program.
 *
 * @param commitments what is committed, preprocessed commitments first
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
   * @param preprocessed committed once with the program, not by every proof
   * @param blockLogs log2 of its blocks' sizes
   */
  public record CommittedVector(boolean preprocessed, List<Integer> blockLogs) {
    /** Copies the list. */
    public CommittedVector {
      blockLogs = List.copyOf(blockLogs);
    }
  }

  /** A committed block equals a public block, padding included. */
  public record Binding(Operand committed, int publicBlock) {}

  /** Number of commitments made once with the program. */
  public int preprocessed() {
    int n = 0;
    for (CommittedVector c : commitments) {
      n += c.preprocessed() ? 1 : 0;
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
