package io.zkml.vm.tensor;

import io.zkml.core.contraction.TensorLayout;
import java.util.Arrays;
import java.util.List;

/** The tensors of one run, row-major and signed; undefined ones are empty. Not thread-safe. */
public final class TensorMemory {

  private static final long[] NOTHING = {};

  private final List<TensorSpec> specs;
  private final int rangeBits;
  private final long[][] values;

  /** A memory without defined tensors. */
  public TensorMemory(List<TensorSpec> specs, int rangeBits) {
    this.specs = specs;
    this.rangeBits = rangeBits;
    this.values = new long[specs.size()][];
    Arrays.fill(values, NOTHING);
  }

  /** A memory of these values, which are not copied. */
  public static TensorMemory of(List<TensorSpec> specs, int rangeBits, List<long[]> values) {
    TensorMemory memory = new TensorMemory(specs, rangeBits);
    for (int t = 0; t < values.size(); t++) {
      memory.set(t, values.get(t));
    }
    return memory;
  }

  /** log2 of the range table. */
  public int rangeBits() {
    return rangeBits;
  }

  /** The number of values of the range table. */
  public long range() {
    return 1L << rangeBits;
  }

  /** A tensor's description. */
  public TensorSpec spec(int tensor) {
    return specs.get(tensor);
  }

  /** A tensor's entries, not copied. */
  public long[] get(int tensor) {
    return values[tensor];
  }

  /** Defines a tensor by entries that nobody changes any more. */
  public void set(int tensor, long[] entries) {
    values[tensor] = entries;
  }

  /**
   * Defines a tensor after checking its bounds.
   *
   * @throws TensorTrapException naming tensor, position and value
   */
  public void define(int tensor, long[] entries) {
    TensorSpec spec = specs.get(tensor);
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] < spec.min() || entries[i] > spec.max()) {
        throw new TensorTrapException(
            "%s[%d] = %d is outside its bounds %d to %d; the input is far outside the calibrated range"
                .formatted(spec.name(), i, entries[i], spec.min(), spec.max()));
      }
    }
    values[tensor] = entries;
  }

  /** The sum of linear terms in a layout. */
  public long[] sum(TensorLayout layout, List<LinearTerm> terms) {
    long[] out = new long[layout.size()];
    for (LinearTerm t : terms) {
      new LinearLoops(this, layout, t, out).run();
    }
    return out;
  }

  /** The content of a virtual column of a job whose results have this layout. */
  public long[] operand(TensorLayout layout, RowJob.Operand operand) {
    return switch (operand) {
      case RowJob.Operand.Whole w -> values[w.tensor()];
      case RowJob.Operand.View v -> sum(layout, List.of(v.term()));
    };
  }

  /** All tensors. */
  public List<long[]> all() {
    return List.of(values);
  }
}
