package io.zkml.core.parallel;

import io.zkml.core.field.Ext3;
import java.util.Arrays;

/** Sums over index ranges, cut into pieces that run on all threads. Sums in E are exact. */
public final class ParallelSums {

  /** Indices of one task: enough work to outweigh a task's start, small enough to share out. */
  public static final int GRAIN = 4096;

  private ParallelSums() {}

  /** A task: adds its range's sums to {@code sums}. */
  @FunctionalInterface
  public interface RangeSums {
    /** Handles indices [from, to). */
    void run(int from, int to, Ext3[] sums);
  }

  /** {@code count} sums over [0, n). */
  public static Ext3[] sum(Workers workers, int n, int count, RangeSums task) {
    int tasks = Math.ceilDiv(n, GRAIN);
    Ext3[][] partial = new Ext3[tasks][];
    workers.forEach(
        tasks,
        i -> {
          Ext3[] sums = zeros(count);
          task.run(i * GRAIN, i * GRAIN + Math.min(GRAIN, n - i * GRAIN), sums);
          partial[i] = sums;
        });
    Ext3[] total = zeros(count);
    for (Ext3[] p : partial) {
      for (int k = 0; k < count; k++) {
        total[k] = total[k].add(p[k]);
      }
    }
    return total;
  }

  private static Ext3[] zeros(int count) {
    Ext3[] z = new Ext3[count];
    Arrays.fill(z, Ext3.ZERO);
    return z;
  }
}
