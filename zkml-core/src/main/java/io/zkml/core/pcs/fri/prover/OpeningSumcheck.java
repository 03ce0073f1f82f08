package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.poly.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prover of the opening's sumcheck over the joined vector. The first t rounds work on a matrix
 * of inner products; then vector and weight, folded t times, are written down in E and the other
 * rounds fold them. t is chosen by counted work; messages do not depend on it.
 */
final class OpeningSumcheck {

  private static final int MAX_WINDOW = 8;

  /** Base multiplications that an entry of the folded tables costs until the last round. */
  private static final int DENSE_WORK = 50;

  private final FriShape shape;
  private final FieldKernels kernels;
  private final Workers workers;
  private final JoinedEntries entries;
  private final ChunkTerms terms;
  private final int window;
  private final int restBits;
  private final List<Slots.Slot> slots;
  private final List<Ext3> bound = new ArrayList<>();
  private @Nullable WindowMatrix matrix;
  private @Nullable ProductSumcheck dense;

  OpeningSumcheck(
      FriShape shape,
      ClaimBatch batch,
      List<CommittedData> commitments,
      FieldKernels kernels,
      Workers workers) {
    this(
        shape, ChunkTerms.of(batch, shape.logHeight(), kernels), commitments, kernels, workers, -1);
  }

  /** With a given t, or the one of least work if it is negative. */
  OpeningSumcheck(
      FriShape shape,
      ChunkTerms terms,
      List<CommittedData> commitments,
      FieldKernels kernels,
      Workers workers,
      int givenWindow) {
    this.shape = shape;
    this.kernels = kernels;
    this.workers = workers;
    this.entries = new JoinedEntries(shape, commitments);
    this.terms = terms;
    this.window = givenWindow < 0 ? bestWindow(shape, terms) : givenWindow;
    this.restBits = shape.rounds() - window;
    this.slots = Slots.gather(terms, restBits);
    if (window > 0) {
      matrix =
          WindowMatrix.build(slots, terms.tables(), entries, window, restBits, kernels, workers);
    } else {
      dense = fold();
    }
  }

  /** The largest t: pieces must not be cut, and the first folded message must not be passed. */
  static int maxWindow(FriShape shape) {
    int piece = Math.min(ChunkTerms.LOG_CHUNK, shape.logHeight());
    return Math.min(MAX_WINDOW, Math.min(shape.leafRounds(), shape.rounds() - piece));
  }

  private static int bestWindow(FriShape shape, ChunkTerms terms) {
    int n = shape.rounds();
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int t = 0; t <= maxWindow(shape); t++) {
      long work = (t == 0 ? 0 : Slots.work(terms, n - t, t)) + ((long) DENSE_WORK << (n - t));
      if (work < least) {
        least = work;
        best = t;
      }
    }
    return best;
  }

  /** The coefficients c0 and c2 of the round polynomial. */
  List<Ext3> message() {
    return matrix != null ? matrix.message() : tables().message();
  }

  /** Binds the first variable that is left. */
  void bind(Ext3 r) {
    bound.add(r);
    if (matrix == null) {
      tables().bind(r);
      return;
    }
    matrix.bind(r);
    if (bound.size() == window) {
      matrix = null;
      dense = fold();
    }
  }

  /** The folded vector, once all columns are bound; a copy. */
  ExtVector message(int length) {
    if (tables().length() != length) {
      throw new IllegalStateException(tables().length() + " entries are left, not " + length);
    }
    return tables().vector().copyOfRange(0, length);
  }

  /** Sum of products of what is left: the running claim. */
  Ext3 sum() {
    return tables().sum();
  }

  /** The folded tables, once the first t variables are bound. */
  ProductSumcheck tables() {
    if (dense == null) {
      throw new IllegalStateException("the first " + window + " variables are not bound yet");
    }
    return dense;
  }

  private ProductSumcheck fold() {
    Ext3[] eq = Points.eqTable(bound);
    int chunk = Math.min(ChunkTerms.LOG_CHUNK, Math.min(shape.logHeight(), restBits));
    int count = 1 << (restBits - chunk);
    ExtVector weight = new ExtVector(1 << restBits);
    ExtVector vector = new ExtVector(1 << restBits);
    int[] first = firstSlots(chunk, count);
    workers.forEach(
        count,
        i -> {
          foldEntries(i << chunk, 1 << chunk, eq, vector);
          for (Slots.Slot slot : slots.subList(first[i], first[i + 1])) {
            ExtVector table = terms.tables().get(slot.table());
            kernels.extMulScalarAdd(
                table, 0, scalar(slot, eq), weight, (int) slot.rest(), table.length());
          }
        });
    return new ProductSumcheck(weight, vector, kernels, workers);
  }

  /** Index of the first slot of each chunk, and the number of slots. */
  private int[] firstSlots(int logChunk, int chunks) {
    int[] first = new int[chunks + 1];
    int at = 0;
    for (int i = 0; i <= chunks; i++) {
      while (at < slots.size() && slots.get(at).rest() >>> logChunk < i) {
        at++;
      }
      first[i] = at;
    }
    return first;
  }

  private static Ext3 scalar(Slots.Slot slot, Ext3[] eq) {
    Ext3 sum = Ext3.ZERO;
    for (Slots.Entry e : slot.entries()) {
      sum = sum.add(e.scalar().mul(eq[e.p()]));
    }
    return sum;
  }

  private void foldEntries(int at, int n, Ext3[] eq, ExtVector out) {
    long[] buffer = new long[n];
    for (int q = 0; q < eq.length; q++) {
      long address = ((long) q << restBits) | at;
      if (entries.isPresent(address)) {
        entries.read(address, buffer, n);
        kernels.baseMulExtScalarAdd(buffer, 0, eq[q], out, at, n);
      }
    }
  }
}
