package io.zkml.testkit.vector;

import io.zkml.testkit.vector.VectorFiles.Part;
import java.util.Arrays;
import java.util.List;

/** Finds the edits that turn one byte string into another. */
public final class Difference {

  private Difference() {}

  /** Edits of the one stretch outside of which both strings are equal; none if they are equal. */
  public static List<Edit> edits(Part part, byte[] from, byte[] to) {
    int most = Math.min(from.length, to.length);
    int head = Arrays.mismatch(from, to);
    if (head < 0) {
      return List.of();
    }
    int tail = 0;
    while (tail < most - head && from[from.length - 1 - tail] == to[to.length - 1 - tail]) {
      tail++;
    }
    int removed = from.length - tail - head;
    byte[] added = Arrays.copyOfRange(to, head, to.length - tail);
    if (removed == added.length) {
      return List.of(new Edit.Set(part, head, added));
    }
    if (added.length == 0) {
      return List.of(new Edit.Remove(part, head, removed));
    }
    if (removed == 0) {
      return List.of(new Edit.Insert(part, head, added));
    }
    return List.of(new Edit.Remove(part, head, removed), new Edit.Insert(part, head, added));
  }
}
