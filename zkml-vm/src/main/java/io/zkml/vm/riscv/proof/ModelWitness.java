package io.zkml.vm.riscv.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.proof.StoredColumn;
import io.zkml.vm.riscv.chip.Buses;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Fills the columns of one model's part of a run's proof. */
final class ModelWitness {

  private static final long WORD = 1L << 32;

  private final ModelPart part;
  private final List<TracedCall> calls;
  private final List<List<long[]>> tensors;
  private final long[] entries;
  private final long[] offsets;

  /**
   * A witness about to be filled in.
   *
   * @param calls of the model, in order
   * @param tensors for each call all tensors of the model
   * @param entries of the run's commitment; written
   * @param offsets of its blocks
   */
  ModelWitness(
      ModelPart part,
      List<TracedCall> calls,
      List<List<long[]>> tensors,
      long[] entries,
      long[] offsets) {
    this.part = part;
    this.calls = calls;
    this.tensors = tensors;
    this.entries = entries;
    this.offsets = offsets;
  }

  /** Fills all columns; returns the virtual ones. */
  List<long[]> fill() {
    Witness own = part.machine().witness(tensors);
    List<Integer> logs = part.machine().plan().commitments().get(RunPlan.RUN).blockLogs();
    long[] from = new StackedLayout(0, logs).offsets();
    long[] cells = own.committed().getFirst();
    for (int b = 0; b < logs.size(); b++) {
      System.arraycopy(
          cells, (int) from[b], entries, offset(part.firstBlock() + b), 1 << logs.get(b));
    }
    for (ModelPart.Link link : part.inputs()) {
      for (StoredColumn.Place p : link.column().places()) {
        load(link, p);
      }
    }
    for (ModelPart.Link link : part.outputs()) {
      for (StoredColumn.Place p : link.column().places()) {
        store(link, p);
      }
    }
    return new ArrayList<>(own.virtualColumns());
  }

  private void load(ModelPart.Link link, StoredColumn.Place p) {
    TracedCall call = calls.get(p.run());
    long[] x = tensors.get(p.run()).get(part.model().inputs().get(p.number()));
    int[] times = call.inputTimes();
    int at = part.model().inputOffset(p.number());
    int now = call.call().clk();
    put(link, 0, p, i -> x[i] < 0 ? 1 : 0);
    put(link, 1, p, i -> times[at + i]);
    put(link, 2, p, i -> gap(now, times[at + i]));
  }

  private void store(ModelPart.Link link, StoredColumn.Place p) {
    TracedCall call = calls.get(p.run());
    long[] y = tensors.get(p.run()).get(part.model().outputs().get(p.number()));
    int[] times = call.outputTimes();
    int at = part.model().outputOffset(p.number());
    int now = call.call().clk() + 1;
    put(link, 0, p, i -> y[i] < 0 ? 1 : 0);
    put(link, 1, p, i -> (y[i] & (WORD - 1)) >>> Buses.RANGE_BITS);
    put(link, 2, p, i -> call.before()[at + i] & (WORD - 1));
    put(link, 3, p, i -> times[at + i]);
    put(link, 4, p, i -> gap(now, times[at + i]));
  }

  private static long gap(int now, int before) {
    return (long) ((now - before - 1) >>> Buses.RANGE_BITS);
  }

  /** Writes a link's own column at a place: values by number of the tensor's entry. */
  private void put(
      ModelPart.Link link, int column, StoredColumn.Place p, IntToLongFunction values) {
    TensorLayout layout = p.layout();
    long[] all = new long[layout.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.applyAsLong(i);
    }
    layout.scatter(all, p.block(), entries, offset(link.blocks().get(column)) + p.row());
  }

  private int offset(int block) {
    return Math.toIntExact(offsets[block]);
  }
}
