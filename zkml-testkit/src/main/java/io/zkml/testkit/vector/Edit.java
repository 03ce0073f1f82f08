package io.zkml.testkit.vector;

import io.zkml.testkit.vector.VectorFiles.Part;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/** One change of a file, as a manifest writes it. */
public sealed interface Edit {

  /** The part that is changed. */
  Part part();

  /** The changed bytes; {@code others} gives the files of another name. */
  byte[] apply(byte[] bytes, Function<String, VectorFiles> others);

  /** Bytes replaced from an offset on. */
  record Set(Part part, int offset, byte[] bytes) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      byte[] out = old.clone();
      System.arraycopy(bytes, 0, out, offset, bytes.length);
      return out;
    }

    @Override
    public String toString() {
      return "set " + part.label() + " " + offset + " " + HexFormat.of().formatHex(bytes);
    }
  }

  /** Only the first bytes. */
  record Cut(Part part, int length) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      return Arrays.copyOf(old, length);
    }

    @Override
    public String toString() {
      return "cut " + part.label() + " " + length;
    }
  }

  /** Bytes put behind an offset. */
  record Insert(Part part, int offset, byte[] bytes) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      byte[] out = Arrays.copyOf(old, old.length + bytes.length);
      System.arraycopy(bytes, 0, out, offset, bytes.length);
      System.arraycopy(old, offset, out, offset + bytes.length, old.length - offset);
      return out;
    }

    @Override
    public String toString() {
      return "insert " + part.label() + " " + offset + " " + HexFormat.of().formatHex(bytes);
    }
  }

  /** Bytes left out. */
  record Remove(Part part, int offset, int length) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      byte[] out = Arrays.copyOf(old, old.length - length);
      System.arraycopy(old, offset + length, out, offset, old.length - length - offset);
      return out;
    }

    @Override
    public String toString() {
      return "remove " + part.label() + " " + offset + " " + length;
    }
  }

  /** Bytes replaced by those at the same place of another file of the same kind. */
  record Copy(Part part, int offset, int length, String other) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      byte[] out = old.clone();
      System.arraycopy(others.apply(other).get(part), offset, out, offset, length);
      return out;
    }

    @Override
    public String toString() {
      return "copy " + part.label() + " " + offset + " " + length + " " + other;
    }
  }

  /** The whole file of another name. */
  record Take(Part part, String other) implements Edit {
    @Override
    public byte[] apply(byte[] old, Function<String, VectorFiles> others) {
      return others.apply(other).get(part);
    }

    @Override
    public String toString() {
      return "take " + part.label() + " " + other;
    }
  }

  /**
   * The edit that {@code toString} writes so.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Edit parse(String text) {
    String[] word = text.split(" ", -1);
    if (word.length < 3) {
      throw new IllegalArgumentException("no edit: " + text);
    }
    Part part = Part.of(word[1]);
    return switch (word[0] + " " + word.length) {
      case "set 4" -> new Set(part, number(word[2]), HexFormat.of().parseHex(word[3]));
      case "cut 3" -> new Cut(part, number(word[2]));
      case "insert 4" -> new Insert(part, number(word[2]), HexFormat.of().parseHex(word[3]));
      case "remove 4" -> new Remove(part, number(word[2]), number(word[3]));
      case "copy 5" -> new Copy(part, number(word[2]), number(word[3]), word[4]);
      case "take 3" -> new Take(part, word[2]);
      default -> throw new IllegalArgumentException("no edit: " + text);
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
