package io.zkml.ml.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors that lie in files beside the model. A location outside the model's folder is
 * refused, also where a symbolic link leads there.
 */
final class ExternalData {
  private final @Nullable Path folder;

  /**
   * @param folder the model's folder, or null to refuse all external data
   */
  ExternalData(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The bytes that an {@code external_data} record names; there must be exactly as many. */
  ByteBuffer read(Map<String, String> entries, long expectedBytes, ProtoCursor in)
      throws IOException, OnnxFormatException {
    Path file = resolve(entries.getOrDefault("location", ""), in);
    long size = Files.size(file);
    long offset = number(entries, "offset", 0, in);
    if (offset > size) {
      throw in.error("external data at offset " + offset + " of a file of " + size + " bytes");
    }
    long length = number(entries, "length", size - offset, in);
    if (length != expectedBytes || length > size - offset || length > Integer.MAX_VALUE - 8) {
      throw in.error(
          String.format(
              "%d bytes of external data at offset %d of a file of %d bytes, where %d are needed",
              length, offset, size, expectedBytes));
    }
    in.budget().externalBytes(in, length);
    return readFully(file, offset, (int) length, in);
  }

  private Path resolve(String location, ProtoCursor in) throws IOException, OnnxFormatException {
    if (folder == null) {
      throw in.error("external data, but the model was not read from a file");
    }
    String shown = ProtoCursor.shown(location);
    try {
      Path relative = Path.of(location);
      if (location.isEmpty() || location.indexOf('\\') >= 0 || relative.isAbsolute()) {
        throw in.error("'" + shown + "' is not a relative path");
      }
      Path file = folder.resolve(relative).normalize();
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        throw in.error("external data '" + shown + "' is not a file in the model's folder");
      }
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw in.error("external data '" + shown + "' leads out of the model's folder");
      }
      return real;
    } catch (InvalidPathException e) {
      throw in.error("'" + shown + "' is not a path");
    }
  }

  private static long number(Map<String, String> entries, String key, long absent, ProtoCursor in)
      throws OnnxFormatException {
    String text = entries.get(key);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw in.error("external data with " + key + " '" + ProtoCursor.shown(text) + "'");
    }
    return Long.parseLong(text);
  }

  private static ByteBuffer readFully(Path file, long offset, int length, ProtoCursor in)
      throws IOException, OnnxFormatException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(offset);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw in.error("external data ends early");
        }
      }
    }
    return buffer.flip().asReadOnlyBuffer();
  }
}
