package io.zkml.ml.data;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads NumPy arrays ({@code .npy}, format versions 1 to 3) of numbers in C order. The input is
 * untrusted: memory grows with the bytes that are there, not with what the header announces.
 */
public final class NpyReader {
  private static final int MAGIC_BEGIN = 0x934e554d;
  private static final int MAGIC_END = 0x5059;
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private final int maxBytes;

  /** A reader of up to 1 GiB of array data. */
  public NpyReader() {
    this(1 << 30);
  }

  /**
   * @param maxBytes limit on the array data in bytes
   */
  public NpyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a file.
   *
   * @throws DatasetFormatException if the content is refused
   * @throws IOException if the file can't be read
   */
  public FloatTensor read(Path file) throws IOException, DatasetFormatException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /**
   * Reads a stream to its end; doesn't close it.
   *
   * @return the array; 64-bit integers beyond 2^53 are rounded to the nearest double
   * @throws DatasetFormatException if the content is refused
   * @throws IOException if the stream can't be read
   */
  public FloatTensor read(InputStream stream) throws IOException, DatasetFormatException {
    DataInputStream in = new DataInputStream(stream);
    try {
      NpyHeader header = NpyHeader.parse(headerText(in));
      return readData(in, header);
    } catch (EOFException e) {
      throw new DatasetFormatException("the file ends early", e);
    }
  }

  private static String headerText(DataInputStream in) throws IOException, DatasetFormatException {
    boolean magic = in.readInt() == MAGIC_BEGIN && in.readUnsignedShort() == MAGIC_END;
    int major = in.readUnsignedByte();
    int minor = in.readUnsignedByte();
    if (!magic || major < 1 || major > 3 || minor != 0) {
      throw new DatasetFormatException("not a NumPy array of format version 1.0 to 3.0");
    }
    int length =
        major == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new DatasetFormatException(
          "a header of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new DatasetFormatException("the file ends in the header");
    }
    return new String(bytes, major < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  private FloatTensor readData(DataInputStream in, NpyHeader header)
      throws IOException, DatasetFormatException {
    TensorShape shape = header.shape();
    int elementBytes = header.type().bytes();
    if (shape.elements() > maxBytes / elementBytes) {
      throw new DatasetFormatException("shape " + shape + " is over the limit of " + maxBytes);
    }
    int count = (int) shape.elements();
    byte[] bytes = in.readNBytes(count * elementBytes);
    if (bytes.length < count * elementBytes || in.read() >= 0) {
      throw new DatasetFormatException(
          "shape " + shape + " needs exactly " + count * elementBytes + " bytes of data");
    }
    ByteOrder order = header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    double[] data = new double[count];
    for (int i = 0; i < count; i++) {
      data[i] = header.type().read(buffer);
    }
    return FloatTensor.of(shape, data);
  }
}
