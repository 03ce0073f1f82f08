package io.zkml.core.air.check;

import java.util.List;

/**
 * What is wrong with a trace.
 *
 * @param violations broken constraints, table by table and row by row
 * @param unbalanced messages that do not cancel, by bus id and values
 */
public record TraceReport(
    List<ConstraintViolation> violations, List<UnbalancedMessage> unbalanced) {

  /** Copies the lists. */
  public TraceReport {
    violations = List.copyOf(violations);
    unbalanced = List.copyOf(unbalanced);
  }

  /** Whether the trace satisfies everything. */
  public boolean isClean() {
    return violations.isEmpty() && unbalanced.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(violations.size()).append(" broken constraints, ");
    out.append(unbalanced.size()).append(" unbalanced messages\n");
    violations.forEach(v -> out.append(v).append('\n'));
    unbalanced.forEach(m -> out.append(m).append('\n'));
    return out.toString();
  }
}
