package io.zkml.ml.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads ONNX models and tensors from untrusted bytes; thread-safe. */
public final class OnnxReader {
  private final OnnxLimits limits;

  /** A reader with {@link OnnxLimits#defaults()}. */
  public OnnxReader() {
    this(OnnxLimits.defaults());
  }

  /** A reader with limits of one's own. */
  public OnnxReader(OnnxLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a model file. External data is read too, from files inside the model's folder only.
   *
   * @throws OnnxFormatException if the content is refused
   * @throws IOException if the model file can't be read
   */
  public ModelProto read(Path file) throws IOException, OnnxFormatException {
    byte[] bytes = bytesOf(file);
    Path folder = file.toAbsolutePath().getParent();
    return decode(bytes, folder, ModelDecoder::read);
  }

  /**
   * Reads a model from memory; a model with external data is refused.
   *
   * @param bytes the file's content; kept, so it must not change afterwards
   * @throws OnnxFormatException if the content is refused
   */
  public ModelProto read(byte[] bytes) throws OnnxFormatException {
    return decode(bytes, null, ModelDecoder::read);
  }

  /**
   * Reads one tensor (a {@code .pb} file of a test data set) from memory; external data is refused.
   *
   * @param bytes the file's content; kept, so it must not change afterwards
   * @throws OnnxFormatException if the content is refused
   */
  public TensorProto readTensor(byte[] bytes) throws OnnxFormatException {
    return decode(bytes, null, TensorDecoder::readWhole);
  }

  private byte[] bytesOf(Path file) throws IOException, OnnxFormatException {
    long size = Files.size(file);
    if (size <= limits.maxFileBytes()) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(limits.maxFileBytes());
        if (in.read() < 0) {
          return bytes;
        }
      }
    }
    throw new OnnxFormatException("file", "more than " + limits.maxFileBytes() + " bytes");
  }

  private interface Decoder<T> {
    T decode(ProtoCursor in, ExternalData external) throws IOException, OnnxFormatException;
  }

  private <T> T decode(byte[] bytes, @Nullable Path folder, Decoder<T> decoder)
      throws OnnxFormatException {
    if (bytes.length > limits.maxFileBytes()) {
      throw new OnnxFormatException("file", "more than " + limits.maxFileBytes() + " bytes");
    }
    ProtoCursor cursor;
    try {
      cursor = new ProtoCursor(bytes, new ReadBudget(limits));
    } catch (IOException e) {
      throw new OnnxFormatException("file", String.valueOf(e.getMessage()), e);
    }
    try {
      return decoder.decode(cursor, new ExternalData(folder));
    } catch (IOException e) {
      throw cursor.error(e);
    }
  }
}
