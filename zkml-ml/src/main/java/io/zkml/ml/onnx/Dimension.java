package io.zkml.ml.onnx;

/** One dimension of a declared shape. */
public sealed interface Dimension {
  /**
   * A dimension of known size.
   *
   * @param size the size, not negative
   */
  record Fixed(long size) implements Dimension {}

  /**
   * A dimension known by a name only; equal names mean equal sizes.
   *
   * @param name the name, not empty
   */
  record Symbolic(String name) implements Dimension {}

  /** A dimension without any information. */
  record Unknown() implements Dimension {}
}
