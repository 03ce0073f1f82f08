package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import java.util.List;

/**
 * The first t rounds of the opening's sumcheck without tables of the vector's size: the matrix
 * {@code S[p][q] = sum_rest weight(p, rest) entry(q, rest)} over values p, q of the first t
 * variables. The round polynomials are sums along its diagonal; binding a variable folds rows and
 * columns.
 */
final class WindowMatrix {

  /** Each task has a matrix of its own, so there are few; their number changes no sum. */
  private static final int MAX_TASKS = 32;

  private Ext3[][] matrix;

  private WindowMatrix(Ext3[][] matrix) {
    this.matrix = matrix;
  }

  /**
   * Contracts all slots; {@code restBits} is what is left of an address without the first t bits.
   */
  static WindowMatrix build(
      List<Slots.Slot> slots,
      LowTables tables,
      JoinedEntries entries,
      int t,
      int restBits,
      FieldKernels kernels,
      Workers workers) {
    int grain = Math.ceilDiv(slots.size(), MAX_TASKS);
    ExtVector[] parts = new ExtVector[Math.ceilDiv(slots.size(), grain)];
    workers.forRange(
        slots.size(),
        grain,
        (from, to) -> {
          ExtVector part = new ExtVector(1 << (2 * t));
          long[] buffer = new long[1 << ChunkTerms.LOG_CHUNK];
          for (Slots.Slot slot : slots.subList(from, to)) {
            addSlot(part, t, slot, tables.get(slot.table()), entries, restBits, buffer, kernels);
          }
          parts[from / grain] = part;
        });
    for (int i = 1; i < parts.length; i++) {
      kernels.extAdd(parts[0], 0, parts[i], 0, parts[0], 0, parts[0].length());
    }
    return new WindowMatrix(square(parts[0], 1 << t));
  }

  private static void addSlot(
      ExtVector part,
      int t,
      Slots.Slot slot,
      ExtVector table,
      JoinedEntries entries,
      int restBits,
      long[] buffer,
      FieldKernels kernels) {
    int n = table.length();
    for (int q = 0; q < 1 << t; q++) {
      long address = ((long) q << restBits) | slot.rest();
      if (entries.isPresent(address)) {
        entries.read(address, buffer, n);
        Ext3 product = kernels.extDotBase(table, 0, buffer, 0, n);
        for (Slots.Entry e : slot.entries()) {
          int at = e.p() << t | q;
          part.set(at, part.get(at).add(product.mul(e.scalar())));
        }
      }
    }
  }

  private static Ext3[][] square(ExtVector flat, int n) {
    Ext3[][] out = new Ext3[n][n];
    for (int i = 0; i < flat.length(); i++) {
      out[i / n][i % n] = flat.get(i);
    }
    return out;
  }

  /** The coefficients c0 and c2 of the round polynomial. */
  List<Ext3> message() {
    int half = matrix.length / 2;
    Ext3 c0 = Ext3.ZERO;
    Ext3 c2 = Ext3.ZERO;
    for (int p = 0; p < half; p++) {
      Ext3 low = matrix[p][p];
      c0 = c0.add(low);
      c2 = c2.add(low).add(matrix[p + half][p + half]);
      c2 = c2.sub(matrix[p][p + half]).sub(matrix[p + half][p]);
    }
    return List.of(c0, c2);
  }

  /** Binds the first variable. */
  void bind(Ext3 r) {
    int half = matrix.length / 2;
    Ext3[][] next = new Ext3[half][half];
    for (int p = 0; p < half; p++) {
      for (int q = 0; q < half; q++) {
        Ext3 top = fold(matrix[p][q], matrix[p][q + half], r);
        Ext3 bottom = fold(matrix[p + half][q], matrix[p + half][q + half], r);
        next[p][q] = fold(top, bottom, r);
      }
    }
    matrix = next;
  }

  private static Ext3 fold(Ext3 zero, Ext3 one, Ext3 r) {
    return zero.add(r.mul(one.sub(zero)));
  }
}
