package io.zkml.ml.onnx;

import java.util.Arrays;
import java.util.List;

/** Growing lists of primitive numbers: memory follows what was read, never what was announced. */
final class NumberList {
  private NumberList() {}

  private static int grown(int length) {
    return Math.addExact(length, Math.max(8, length >> 1));
  }

  static final class Longs {
    private long[] values = {};
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return values[index];
    }

    /** An immutable list of the numbers so far. */
    List<Long> toList() {
      return Arrays.stream(values, 0, size).boxed().toList();
    }
  }

  static final class Doubles {
    private double[] values = {};
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    double get(int index) {
      return values[index];
    }

    void copyTo(double[] out) {
      System.arraycopy(values, 0, out, 0, size);
    }
  }
}
