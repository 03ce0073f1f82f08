package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical byte form of quantised graphs: what a model's digest covers and a compiled model's
 * file holds. Numbers are big-endian.
 */
public final class QuantCodec {

  private static final int MAX_ITEMS = 1 << 12;
  private static final int MAX_RANK = 8;

  private QuantCodec() {}

  /** The bytes of a graph. */
  public static byte[] encode(QuantizedGraph graph) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(graph.values().size());
      for (QuantValue v : graph.values()) {
        encodeValue(out, v);
      }
      out.writeInt(graph.ops().size());
      for (QuantOp op : graph.ops()) {
        encodeOp(out, op);
      }
      out.writeInt(graph.input());
      out.writeInt(graph.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The graph of these bytes.
   *
   * @throws IOException if they are not the byte form of a graph
   */
  public static QuantizedGraph decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      List<QuantValue> values = new ArrayList<>();
      int n = count(in);
      for (int i = 0; i < n; i++) {
        values.add(decodeValue(in));
      }
      List<QuantOp> ops = new ArrayList<>();
      int m = count(in);
      for (int i = 0; i < m; i++) {
        ops.add(decodeOp(in));
      }
      QuantizedGraph graph = new QuantizedGraph(values, ops, in.readInt(), in.readInt());
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes after the graph");
      }
      return graph;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("malformed graph: " + e.getMessage(), e);
    }
  }

  /** A value's byte form. */
  public static void encodeValue(DataOutputStream out, QuantValue v) throws IOException {
    out.writeUTF(v.name());
    encodeShape(out, v.shape());
    out.writeInt(v.featureAxis());
    out.writeDouble(v.scale());
    out.writeLong(v.min());
    out.writeLong(v.max());
  }

  /** The inverse of {@link #encodeValue}. */
  public static QuantValue decodeValue(DataInputStream in) throws IOException {
    return new QuantValue(
        in.readUTF(), decodeShape(in), in.readInt(), in.readDouble(), in.readLong(), in.readLong());
  }

  private static void encodeOp(DataOutputStream out, QuantOp op) throws IOException {
    switch (op) {
      case QuantConv c -> {
        out.writeByte(0);
        ints(out, c.result(), c.input());
        encodeWindow(out, c.window());
        encodeTensor(out, c.weights());
        encodeTensor(out, c.bias());
        out.writeBoolean(c.depthwise());
        encodeRounding(out, c.rounding());
      }
      case QuantMatrix m -> {
        out.writeByte(1);
        ints(out, m.result(), m.input(), m.leading());
        encodeTensor(out, m.weights());
        encodeTensor(out, m.bias());
        encodeRounding(out, m.rounding());
      }
      case QuantSum s -> {
        out.writeByte(2);
        ints(out, s.result(), s.addends().size());
        for (QuantSum.Addend a : s.addends()) {
          out.writeInt(a.value());
          out.writeLong(a.multiplier());
        }
        encodeTensor(out, s.bias());
        out.writeInt(s.biasAxis());
        encodeRounding(out, s.rounding());
      }
      case QuantAverage a -> {
        out.writeByte(3);
        ints(out, a.result(), a.input());
        encodeWindow(out, a.window());
        out.writeLong(a.multiplier());
        encodeRounding(out, a.rounding());
      }
      case QuantMax m -> {
        out.writeByte(4);
        ints(out, m.result(), m.input());
        encodeWindow(out, m.window());
      }
    }
  }

  private static QuantOp decodeOp(DataInputStream in) throws IOException {
    int tag = in.readByte();
    int result = in.readInt();
    return switch (tag) {
      case 0 ->
          new QuantConv(
              result,
              in.readInt(),
              decodeWindow(in),
              decodeTensor(in),
              decodeTensor(in),
              in.readBoolean(),
              decodeRounding(in));
      case 1 ->
          new QuantMatrix(
              result,
              in.readInt(),
              in.readInt(),
              decodeTensor(in),
              decodeTensor(in),
              decodeRounding(in));
      case 2 ->
          new QuantSum(
              result, decodeAddends(in), decodeTensor(in), in.readInt(), decodeRounding(in));
      case 3 ->
          new QuantAverage(
              result, in.readInt(), decodeWindow(in), in.readLong(), decodeRounding(in));
      case 4 -> new QuantMax(result, in.readInt(), decodeWindow(in));
      default -> throw new IOException("operation " + tag);
    };
  }

  private static List<QuantSum.Addend> decodeAddends(DataInputStream in) throws IOException {
    List<QuantSum.Addend> out = new ArrayList<>();
    int n = count(in);
    for (int i = 0; i < n; i++) {
      out.add(new QuantSum.Addend(in.readInt(), in.readLong()));
    }
    return out;
  }

  private static void encodeWindow(DataOutputStream out, List<WindowSpec> window)
      throws IOException {
    out.writeInt(window.size());
    for (WindowSpec w : window) {
      ints(out, w.input(), w.output(), w.kernel(), w.stride(), w.dilation(), w.pad());
    }
  }

  private static List<WindowSpec> decodeWindow(DataInputStream in) throws IOException {
    List<WindowSpec> out = new ArrayList<>();
    int n = count(in);
    for (int i = 0; i < n; i++) {
      out.add(
          new WindowSpec(
              in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }
    return out;
  }

  private static void encodeRounding(DataOutputStream out, Rounding r) throws IOException {
    out.writeByte(r.shift());
    switch (r.activation()) {
      case Activation.Linear l -> out.writeByte(0);
      case Activation.Relu l -> out.writeByte(1);
      case Activation.Clamp c -> {
        out.writeByte(2);
        out.writeLong(c.low());
        out.writeLong(c.high());
      }
      case Activation.Table t -> {
        out.writeByte(3);
        encodeTensor(out, t.values());
      }
    }
  }

  private static Rounding decodeRounding(DataInputStream in) throws IOException {
    int shift = in.readByte();
    if (shift < 1 || shift > 16) {
      throw new IOException("shift " + shift);
    }
    int tag = in.readByte();
    Activation activation =
        switch (tag) {
          case 0 -> new Activation.Linear();
          case 1 -> new Activation.Relu();
          case 2 -> new Activation.Clamp(in.readLong(), in.readLong());
          case 3 -> new Activation.Table(decodeTensor(in));
          default -> throw new IOException("activation " + tag);
        };
    if (activation instanceof Activation.Table t && t.values().data().length != 1 << shift) {
      throw new IOException("a table of " + t.values().data().length + " values");
    }
    return new Rounding(shift, activation);
  }

  private static void encodeTensor(DataOutputStream out, IntTensor t) throws IOException {
    encodeShape(out, t.shape());
    for (long v : t.data()) {
      out.writeLong(v);
    }
  }

  private static IntTensor decodeTensor(DataInputStream in) throws IOException {
    TensorShape shape = decodeShape(in);
    if (shape.elements() > in.available() / Long.BYTES) {
      throw new IOException("a tensor of shape " + shape + " in " + in.available() + " bytes");
    }
    long[] data = new long[(int) shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = in.readLong();
    }
    return new IntTensor(shape, data);
  }

  private static void encodeShape(DataOutputStream out, TensorShape shape) throws IOException {
    out.writeByte(shape.rank());
    ints(out, shape.toArray());
  }

  private static TensorShape decodeShape(DataInputStream in) throws IOException {
    int rank = in.readByte();
    if (rank < 0 || rank > MAX_RANK) {
      throw new IOException("rank " + rank);
    }
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = in.readInt();
    }
    return TensorShape.of(dims);
  }

  private static int count(DataInputStream in) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > MAX_ITEMS || n > in.available()) {
      throw new IOException("a list of " + n);
    }
    return n;
  }

  private static void ints(DataOutputStream out, int... values) throws IOException {
    for (int v : values) {
      out.writeInt(v);
    }
  }
}
