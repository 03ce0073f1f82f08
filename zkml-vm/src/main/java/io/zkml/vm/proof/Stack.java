package io.zkml.vm.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of one instance of a chip: blocks of all its jobs, largest first, cut into at most three
 * power-of-two segments.
 *
 * @param places where each block went, in the order in which the blocks were given
 * @param segmentLogs log2 of the segments' rows
 * @param segmentRows rows in use in every segment
 */
record Stack(List<Place> places, List<Integer> segmentLogs, List<Long> segmentRows) {

  /** Most segments of an instance. */
  static final int MAX_SEGMENTS = 3;

  /** A block's place: its segment and its first row there. */
  record Place(int segment, int row) {}

  static Stack of(List<Integer> blockLogs) {
    List<Integer> order = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < blockLogs.size(); i++) {
      order.add(i);
      total += 1L << blockLogs.get(i);
    }
    order.sort(Comparator.comparingInt(i -> -blockLogs.get(i)));
    List<Integer> logs = segments(total);
    long[] used = new long[logs.size()];
    Place[] places = new Place[blockLogs.size()];
    int segment = 0;
    for (int i : order) {
      long size = 1L << blockLogs.get(i);
      if (used[segment] + size > 1L << logs.get(segment)) {
        segment++;
      }
      places[i] = new Place(segment, Math.toIntExact(used[segment]));
      used[segment] += size;
    }
    List<Long> rows = new ArrayList<>();
    for (long u : used) {
      rows.add(u);
    }
    return new Stack(List.of(places), logs, rows);
  }

  /** The largest powers of two of the total, the last one rounded up. */
  private static List<Integer> segments(long total) {
    List<Integer> logs = new ArrayList<>();
    long rest = total;
    while (rest > 0) {
      int floor = 63 - Long.numberOfLeadingZeros(rest);
      boolean exact = rest == 1L << floor;
      boolean last = logs.size() == MAX_SEGMENTS - 1;
      logs.add(exact || !last ? floor : floor + 1);
      rest -= Math.min(rest, 1L << logs.getLast());
    }
    return logs;
  }
}
