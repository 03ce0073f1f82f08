package io.zkml.ml.data;

import io.zkml.ml.graph.TensorShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes (the MNIST format), plain or compressed with gzip. The input is
 * untrusted: memory grows with the bytes that are there, not with what the header announces.
 */
public final class IdxReader {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MAX_RANK = 8;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final int maxBytes;

  /** A reader of up to 1 GiB of content. */
  public IdxReader() {
    this(1 << 30);
  }

  /**
   * @param maxBytes limit on the content in bytes, uncompressed
   */
  public IdxReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a file.
   *
   * @throws DatasetFormatException if the content is refused
   * @throws IOException if the file can't be read
   */
  public IdxArray read(Path file) throws IOException, DatasetFormatException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /**
   * Reads a stream to its end; doesn't close it.
   *
   * @throws DatasetFormatException if the content is refused
   * @throws IOException if the stream can't be read
   */
  public IdxArray read(InputStream stream) throws IOException, DatasetFormatException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    try {
      return readContent(new DataInputStream(uncompressed(buffered)));
    } catch (EOFException | ZipException e) {
      throw new DatasetFormatException("damaged: " + e.getMessage(), e);
    }
  }

  private static InputStream uncompressed(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
  }

  private IdxArray readContent(DataInputStream in) throws IOException, DatasetFormatException {
    int magic = in.readInt();
    int rank = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTE || rank < 1 || rank > MAX_RANK) {
      throw new DatasetFormatException(
          "magic number 0x%08x, needed is 0x0000080N for N dimensions".formatted(magic));
    }
    int[] dims = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = in.readInt();
      if (dims[axis] < 0) {
        throw new DatasetFormatException(
            "a dimension of " + Integer.toUnsignedString(dims[axis]) + ", too large");
      }
    }
    TensorShape shape = TensorShape.of(dims);
    if (shape.elements() > maxBytes) {
      throw new DatasetFormatException("shape " + shape + " is over the limit of " + maxBytes);
    }
    int length = (int) shape.elements();
    byte[] data = in.readNBytes(length);
    if (data.length < length || in.read() >= 0) {
      throw new DatasetFormatException(
          "shape "
              + shape
              + " needs exactly "
              + length
              + " bytes, there are "
              + (data.length < length ? data.length : "more"));
    }
    return new IdxArray(shape, data);
  }
}
