package io.zkml.ml.compiler;

import java.util.ArrayList;
import java.util.List;

/** The visibility of a model's input and output: part of the program that is proven. */
public record Boundary(Visibility input, Visibility output) {

  /** Both public. */
  public static final Boundary PUBLIC = new Boundary(Visibility.PUBLIC, Visibility.PUBLIC);

  /** The same with another input. */
  public Boundary withInput(Visibility visibility) {
    return new Boundary(visibility, output);
  }

  /** The same with another output. */
  public Boundary withOutput(Visibility visibility) {
    return new Boundary(input, visibility);
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

  /** The bytes of files: the input's visibility, then the output's; 0 is public, 1 committed. */
  public byte[] encode() {
    return new byte[] {code(input), code(output)};
  }

  private static byte code(Visibility visibility) {
    return (byte)
        switch (visibility) {
          case PUBLIC -> 0;
          case COMMITTED -> 1;
        };
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws IllegalArgumentException if a byte stands for no visibility
   */
  public static Boundary decode(byte input, byte output) {
    return new Boundary(visibility(input), visibility(output));
  }

  private static Visibility visibility(byte code) {
    return switch (code) {
      case 0 -> Visibility.PUBLIC;
      case 1 -> Visibility.COMMITTED;
      default -> throw new IllegalArgumentException("no visibility " + code);
    };
  }
}
