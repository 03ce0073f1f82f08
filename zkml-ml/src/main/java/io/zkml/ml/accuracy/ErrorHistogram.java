package io.zkml.ml.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many output entries have which absolute error, by half powers of ten.
 *
 * @param counts from the lowest bin to the highest: the first holds everything below its upper end,
 *     errors of zero included; the last everything from its lower end on
 */
public record ErrorHistogram(List<Long> counts) {

  private static final int BINS = 20;
  private static final int LOWEST_HALVES = -16;

  /** Copies the list. */
  public ErrorHistogram {
    counts = List.copyOf(counts);
  }

  /** Counts errors. */
  static final class Tally {
    private final long[] counts = new long[BINS];

    void add(double error) {
      double halves = error > 0 ? Math.floor(2 * Math.log10(error)) : LOWEST_HALVES;
      counts[(int) Math.clamp(halves - LOWEST_HALVES + 1, 0, BINS - 1)]++;
    }

    void add(Tally other) {
      Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
    }

    ErrorHistogram histogram() {
      return new ErrorHistogram(Arrays.stream(counts).boxed().toList());
    }
  }

  /** The least error of a bin; 0 of the first. */
  public static double lower(int bin) {
    return bin == 0 ? 0 : Math.pow(10, (LOWEST_HALVES + bin - 1) / 2.0);
  }

  /** The bins from the first to the last that is not empty. */
  List<Integer> used() {
    List<Integer> used = new ArrayList<>();
    int first = 0;
    int last = BINS - 1;
    while (first < last && counts.get(first) == 0) {
      first++;
    }
    while (last > first && counts.get(last) == 0) {
      last--;
    }
    for (int i = first; i <= last; i++) {
      used.add(i);
    }
    return used;
  }

  static String name(int bin) {
    return bin == 0 ? "less" : String.format(Locale.ROOT, "%.1e", lower(bin)).replace("e-0", "e-");
  }
}
