package io.zkml.core.stark;

import io.zkml.core.field.Ext3;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tape that keeps everything. */
final class Recording implements ChallengeTape {

  /** What happened once. */
  sealed interface Entry {
    String label();
  }

  /** Bytes went in. */
  record Absorbed(String label, Message data) implements Entry {}

  /** Challenges came out. */
  record Squeezed(String label, List<Ext3> challenges) implements Entry {}

  /** Positions came out. */
  record Indices(String label, List<Integer> indices) implements Entry {}

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public void absorbed(String label, byte[] data) {
    entries.add(new Absorbed(label, Message.of(data)));
  }

  @Override
  public void squeezed(String label, List<Ext3> challenges) {
    entries.add(new Squeezed(label, challenges));
  }

  @Override
  public void squeezedIndices(String label, int[] indices) {
    entries.add(new Indices(label, Arrays.stream(indices).boxed().toList()));
  }

  List<Entry> entries() {
    return entries;
  }
}
