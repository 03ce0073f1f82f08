package io.zkml.core.merkle;

import java.util.Arrays;

/** The elements of one opened leaf: base field elements in the order in which they are hashed. */
public final class Leaf {

  private final long[] elements;

  private Leaf(long[] elements) {
    this.elements = elements;
  }

  /** A leaf of the given elements, copied. */
  public static Leaf of(long... elements) {
    return new Leaf(elements.clone());
  }

  /** Number of elements. */
  public int width() {
    return elements.length;
  }

  /** Element i. */
  public long get(int i) {
    return elements[i];
  }

  /** All elements, a copy. */
  public long[] toArray() {
    return elements.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Leaf leaf && Arrays.equals(elements, leaf.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return "Leaf[" + elements.length + " elements]";
  }
}
