package io.zkml.ml.compiler;

import java.util.ArrayList;
import java.util.List;

/** The visibility of a model's input, output and weights: part of the program that is proven. */
public record Boundary(Visibility input, Visibility output, Visibility weights) {

  /** All public. */
  public static final Boundary PUBLIC = new Boundary(Visibility.PUBLIC, Visibility.PUBLIC);

  /** Bytes of {@link #encode}. */
  public static final int BYTES = 3;

  private static final List<Visibility> CODES =
      List.of(Visibility.PUBLIC, Visibility.COMMITTED, Visibility.PRIVATE);

  /** With public weights. */
  public Boundary(Visibility input, Visibility output) {
    this(input, output, Visibility.PUBLIC);
  }

  /** The same with another input. */
  public Boundary withInput(Visibility visibility) {
    return new Boundary(visibility, output, weights);
  }

  /** The same with another output. */
  public Boundary withOutput(Visibility visibility) {
    return new Boundary(input, visibility, weights);
  }

  /** The same with other weights. */
  public Boundary withWeights(Visibility visibility) {
    return new Boundary(input, output, visibility);
  }

  /** Whether anybody may know the weights. */
  public boolean hasPublicWeights() {
    return weights == Visibility.PUBLIC;
  }

  /** Those of two things, one for the input and one for the output, that are of a visibility. */
  public <T> List<T> select(Visibility visibility, T ofInput, T ofOutput) {
    List<T> out = new ArrayList<>();
    if (input == visibility) {
      out.add(ofInput);
    }
    if (output == visibility) {
      out.add(ofOutput);
    }
    return out;
  }

  /** Whether anything is committed. */
  public boolean hasCommitted() {
    return input == Visibility.COMMITTED || output == Visibility.COMMITTED;
  }

  /** Whether a model of these numbers of inputs and outputs can have it: a digest is of one. */
  public boolean fits(int inputs, int outputs) {
    return !hasCommitted() || (inputs == 1 && outputs == 1);
  }

  /** The bytes of files, for input, output, weights: 0 is public, 1 committed, 2 private. */
  public byte[] encode() {
    return new byte[] {code(input), code(output), code(weights)};
  }

  private static byte code(Visibility visibility) {
    return (byte) CODES.indexOf(visibility);
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws IllegalArgumentException if there are not {@value #BYTES} bytes, or one stands for no
   *     visibility
   */
  public static Boundary decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("visibilities cut off");
    }
    return new Boundary(visibility(bytes[0]), visibility(bytes[1]), visibility(bytes[2]));
  }

  private static Visibility visibility(byte code) {
    if (code < 0 || code >= CODES.size()) {
      throw new IllegalArgumentException("no visibility " + code);
    }
    return CODES.get(code);
  }
}
