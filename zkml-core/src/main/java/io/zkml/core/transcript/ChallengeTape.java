package io.zkml.core.transcript;

import io.zkml.core.field.Ext3;
import java.util.List;

/**
 * Listens to a transcript: what was absorbed and squeezed, in order. A second implementation of the
 * verifier reproduces it value by value.
 */
public interface ChallengeTape {

  /** Labelled bytes went in; the array must not be changed. */
  void absorbed(String label, byte[] data);

  /** Challenges came out. */
  void squeezed(String label, List<Ext3> challenges);

  /** Query positions came out; the array must not be changed. */
  void squeezedIndices(String label, int[] indices);

  /** A tape that records nothing. */
  static ChallengeTape none() {
    return Silent.INSTANCE;
  }

  /** The tape of {@link #none()}. */
  enum Silent implements ChallengeTape {
    /** The only one. */
    INSTANCE;

    @Override
    public void absorbed(String label, byte[] data) {}

    @Override
    public void squeezed(String label, List<Ext3> challenges) {}

    @Override
    public void squeezedIndices(String label, int[] indices) {}
  }
}
