package io.zkml.core.air;

/**
 * A named multiset of messages. Identity and width are part of every message, so messages of two
 * buses never cancel.
 *
 * @param name for people
 * @param id nonzero
 * @param width number of values of a message, the id not counted
 */
public record Bus(String name, int id, int width) {

  /** Checks id and width. */
  public Bus {
    // SOUNDNESS: with id 0 a message (0, v) would have the fingerprint of a shorter one.
    if (id <= 0) {
      throw new IllegalArgumentException("bus " + name + " needs a positive id");
    }
    if (width < 1 || width > 31) {
      throw new IllegalArgumentException("bus " + name + " has width " + width);
    }
  }
}
