package io.zkml.vm.tensor;

/**
 * Rounds an accumulator to a narrower integer: {@code q' = floor((acc + 2^(shift-1)) / 2^shift)},
 * then the activation. A q' outside the window is a trap.
 *
 * @param result witness tensor
 * @param source accumulator tensor of equal layout
 * @param shift bits dropped, at least 1
 */
public record Requantize(int result, int source, int shift, Activation activation)
    implements TensorJob {

  /** Checks the shift. */
  public Requantize {
    if (shift < 1 || shift > 30) {
      throw new IllegalArgumentException("shift " + shift);
    }
  }

  /** q' of an accumulator value. */
  public long round(long accumulator) {
    return (accumulator + (1L << (shift - 1))) >> shift;
  }
}
