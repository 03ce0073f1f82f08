package io.zkml.ml.quant;

/**
 * How an exact accumulator becomes a value: {@code q = activation(q'), q' = floor((acc +
 * 2^(shift-1)) / 2^shift)}, half up everywhere. A q' outside the window is an error, never a wrap;
 * inside it, clamping is exact.
 *
 * @param shift bits dropped; also the width of the window
 */
public record Rounding(int shift, Activation activation) implements Finish {

  /** Least q' that is no error. */
  public long windowMin() {
    return activation instanceof Activation.Relu ? 1 - (1L << shift) : -(1L << (shift - 1));
  }

  /** Largest q' that is no error. */
  public long windowMax() {
    return activation instanceof Activation.Relu ? (1L << shift) - 1 : (1L << (shift - 1)) - 1;
  }

  /** Least value after the activation. */
  public long min() {
    return switch (activation) {
      case Activation.Linear l -> windowMin();
      case Activation.Relu r -> 0;
      case Activation.Clamp c -> c.low();
      case Activation.Table t -> t.values().min();
    };
  }

  /** Largest value after the activation. */
  public long max() {
    return switch (activation) {
      case Activation.Linear l -> windowMax();
      case Activation.Relu r -> windowMax();
      case Activation.Clamp c -> c.high();
      case Activation.Table t -> t.values().max();
    };
  }

  /** activation(q') for a q' of the window. */
  public long apply(long rounded) {
    return switch (activation) {
      case Activation.Linear l -> rounded;
      case Activation.Relu r -> Math.max(0, rounded);
      case Activation.Clamp c -> Math.clamp(rounded, c.low(), c.high());
      case Activation.Table t -> t.values().data()[(int) (rounded + (1L << (shift - 1)))];
    };
  }
}
