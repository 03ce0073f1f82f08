package io.zkml.core.stark.prover;

import io.zkml.core.air.ExtAffineForm.Column;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.prover.ContractionProver;
import io.zkml.core.stark.ProofContext;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import java.util.ArrayList;
import java.util.List;

/** Where every column and operand of a run lies in memory. */
final class TraceColumns {

  private final ProofContext context;
  private final List<long[]> committed;
  private final List<List<Column>> columns = new ArrayList<>();

  /**
   * The columns of a run.
   *
   * @param committed entries of every commitment of the plan, preprocessed ones first
   */
  TraceColumns(ProofContext context, List<long[]> committed, List<long[]> virtualColumns) {
    this.context = context;
    this.committed = committed;
    ProofPlan plan = context.plan();
    for (Segment s : plan.segments()) {
      List<Column> list = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        list.add(
            switch (source) {
              case Segment.Committed c -> block(c.commitment(), c.block());
              case Segment.Virtual v -> new Column(virtualColumns.get(v.relation()), 0);
              case Segment.Public p -> new Column(table(p.column(), 1 << s.logRows()), 0);
            });
      }
      columns.add(list);
    }
  }

  /** The columns of a segment. */
  List<Column> of(int segment) {
    return columns.get(segment);
  }

  /** The entries of an operand's block. */
  ContractionProver.Entries operand(Operand o) {
    if (o.isPublic()) {
      return new ContractionProver.Entries(context.publicBlocks().entries(o.block()), 0);
    }
    Column c = block(o.source(), o.block());
    return new ContractionProver.Entries(c.values(), c.offset() + o.offset());
  }

  private Column block(int commitment, int block) {
    return new Column(
        committed.get(commitment), Math.toIntExact(context.offset(commitment, block)));
  }

  private static long[] table(PublicColumn column, int rows) {
    long[] values = new long[rows];
    column.rows(0, rows, values);
    return values;
  }
}
