package io.zkml.ml;

import io.zkml.core.hash.Keccak256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * The frame of the facade's files: magic of 4 bytes, version of 2, the body, and the Keccak-256
 * digest of all before it.
 */
final class ModelFile {

  static final int VERSION = 3;
  private static final int HEADER = 6;

  private ModelFile() {}

  static byte[] wrap(String magic, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length + Keccak256.DIGEST_BYTES);
    out.put(magic.getBytes(StandardCharsets.US_ASCII)).putShort((short) VERSION).put(body);
    byte[] digest = new Keccak256().update(out.array(), 0, HEADER + body.length).digest();
    return out.put(digest).array();
  }

  /**
   * Writes a file under a temporary name and moves it into place, so that a full disk or a crash
   * leaves an older file as it was. What is no plain file, a pipe say, is written to directly.
   */
  static void write(Path file, byte[] bytes) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.write(target, bytes);
      return;
    }
    // Not createTempFile: the file is to be as readable as others are.
    Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  static byte[] unwrap(String magic, String what, byte[] bytes) throws ModelFormatException {
    int end = bytes.length - Keccak256.DIGEST_BYTES;
    byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
    if (end < HEADER || !Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length)) {
      throw new ModelFormatException("this is not a " + what);
    }
    int version = ByteBuffer.wrap(bytes).getShort(expected.length);
    if (version != VERSION) {
      throw new ModelFormatException(
          "a " + what + " of version " + version + "; this release reads version " + VERSION);
    }
    byte[] digest = new Keccak256().update(bytes, 0, end).digest();
    if (!Arrays.equals(digest, 0, digest.length, bytes, end, bytes.length)) {
      throw new ModelFormatException("the " + what + " is damaged: its checksum does not fit");
    }
    return Arrays.copyOfRange(bytes, HEADER, end);
  }
}
