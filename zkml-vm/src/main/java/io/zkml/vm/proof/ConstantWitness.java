package io.zkml.vm.proof;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.chip.ConstantChip;
import java.util.Arrays;
import java.util.List;

/** Fills the committed columns of a certificate from the constants. */
final class ConstantWitness {

  private final ConstantPlan certificate;
  private final long[] constants;
  private final long[] constantOffsets;
  private final long[] offsets;
  private final long[] entries;

  private ConstantWitness(ConstantPlan certificate, long[] constants) {
    this.certificate = certificate;
    this.constants = constants;
    StackedLayout layout =
        new StackedLayout(0, certificate.plan().commitments().getLast().blockLogs());
    this.constantOffsets =
        new StackedLayout(0, certificate.plan().commitments().getFirst().blockLogs()).offsets();
    this.offsets = layout.offsets();
    this.entries = new long[Math.toIntExact(layout.size())];
  }

  /**
   * The witness for entries of the preprocessed commitment. Of entries that are not what the plan
   * says it makes a witness all the same, with which no proof is accepted.
   */
  static Witness of(ConstantPlan certificate, long[] constants) {
    return new ConstantWitness(certificate, constants).build();
  }

  private Witness build() {
    int segment = 0;
    for (ConstantBounds c : certificate.constants()) {
      for (int b = 0; b < c.layout().blocks(); b++) {
        fill(c, certificate.plan().segments().get(segment++));
      }
    }
    return new Witness(List.of(entries), List.of());
  }

  private void fill(ConstantBounds c, Segment s) {
    int rows = 1 << s.logRows();
    Segment.Committed x = (Segment.Committed) s.sources().getFirst();
    int from = Math.toIntExact(constantOffsets[x.block()]);
    long[] values = Arrays.copyOfRange(constants, from, from + rows);
    PublicColumn indicator = ((Segment.Public) s.sources().get(1)).column();
    long[] real = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = Goldilocks.toSigned(values[i]);
      real[i] = indicator.row(i);
    }
    int bits = certificate.rangeBits();
    long[][] upper = ConstantChip.columns(values, real, c.min(), c.max(), bits);
    int at = s.sources().size() - upper.length;
    for (long[] column : upper) {
      Segment.Committed limb = (Segment.Committed) s.sources().get(at++);
      System.arraycopy(column, 0, entries, offset(limb), rows);
      for (long v : column) {
        count(v);
      }
    }
    countLowest(c, values, real);
  }

  /** Counts what the limbs leave of every checked value. */
  private void countLowest(ConstantBounds c, long[] values, long[] real) {
    int limbs = ConstantChip.limbs(c.min(), c.max(), certificate.rangeBits());
    boolean both = ConstantChip.lookups(c.min(), c.max(), certificate.rangeBits()) > limbs;
    for (int i = 0; i < values.length; i++) {
      count(values[i] - real[i] * c.min());
      if (both) {
        count(real[i] * c.max() - values[i]);
      }
    }
  }

  private int offset(Segment.Committed block) {
    return Math.toIntExact(offsets[block.block()]);
  }

  /** Counts a limb; of a value, its lowest. */
  private void count(long value) {
    int mask = (1 << certificate.rangeBits()) - 1;
    int table = Math.toIntExact(offsets[offsets.length - 1]);
    entries[table + ((int) value & mask)]++;
  }
}
