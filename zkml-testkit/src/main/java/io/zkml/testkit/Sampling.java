package io.zkml.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many of the possible changes are made. Choices are a function of the seed alone.
 *
 * @param bytes most byte positions changed in one message or byte string
 * @param items most elements changed in one list or array
 * @param seed of all choices
 */
public record Sampling(int bytes, int items, long seed) {

  /** Checks that something is left. */
  public Sampling {
    if (bytes < 1 || items < 1) {
      throw new IllegalArgumentException(bytes + " bytes, " + items + " items");
    }
  }

  /** Every byte and every element. */
  public static Sampling everything(long seed) {
    return new Sampling(Integer.MAX_VALUE, Integer.MAX_VALUE, seed);
  }

  /** The source of the choices made at a path. */
  SplittableRandom random(String path) {
    return new SplittableRandom(seed ^ (long) path.hashCode() << 20);
  }

  /** At most {@code limit} different indices below n, ascending; first and last are among them. */
  static IntStream indices(int n, int limit, SplittableRandom random) {
    if (n <= limit) {
      return IntStream.range(0, n);
    }
    int[] chosen = new int[limit];
    chosen[0] = n - 1;
    for (int i = 1; i < limit; i++) {
      chosen[i] = i == 1 ? 0 : random.nextInt(n);
    }
    return Arrays.stream(chosen).distinct().sorted();
  }
}
