package io.zkml.testkit.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a verifier is given: the files of a key, a statement and a proof.
 *
 * @param key not copied, not to be changed; so are the others
 */
public record VectorFiles(byte[] key, byte[] statement, byte[] proof) {

  /** One of the three. */
  public enum Part {
    /** The verifying key. */
    KEY,
    /** The statement. */
    STATEMENT,
    /** The proof. */
    PROOF;

    /** As it is called in a manifest and as a file's extension. */
    public String label() {
      return switch (this) {
        case KEY -> "key";
        case STATEMENT -> "statement";
        case PROOF -> "proof";
      };
    }

    /** The part of this label. */
    static Part of(String label) {
      for (Part p : values()) {
        if (p.label().equals(label)) {
          return p;
        }
      }
      throw new IllegalArgumentException("no such part: " + label);
    }
  }

  /** The bytes of a part. */
  public byte[] get(Part part) {
    return switch (part) {
      case KEY -> key;
      case STATEMENT -> statement;
      case PROOF -> proof;
    };
  }

  /** These files with another part. */
  public VectorFiles with(Part part, byte[] bytes) {
    return switch (part) {
      case KEY -> new VectorFiles(bytes, statement, proof);
      case STATEMENT -> new VectorFiles(key, bytes, proof);
      case PROOF -> new VectorFiles(key, statement, bytes);
    };
  }

  /** Reads the three files of a name. */
  static VectorFiles read(Path folder, String name) throws IOException {
    return new VectorFiles(
        Files.readAllBytes(path(folder, name, Part.KEY)),
        Files.readAllBytes(path(folder, name, Part.STATEMENT)),
        Files.readAllBytes(path(folder, name, Part.PROOF)));
  }

  /** Writes the three files of a name. */
  public void write(Path folder, String name) throws IOException {
    for (Part p : Part.values()) {
      Files.write(path(folder, name, p), get(p));
    }
  }

  private static Path path(Path folder, String name, Part part) {
    return folder.resolve(name + "." + part.label());
  }
}
