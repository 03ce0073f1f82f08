package io.zkml.ml.quant;

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

  private QuantCodec() {}

  /** The bytes of a graph. */
  public static byte[] encode(QuantizedGraph graph) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (QuantWriter out = new QuantWriter(bytes)) {
      out.writeInt(graph.values().size());
      for (QuantValue v : graph.values()) {
        encodeValue(out, v);
      }
      out.writeInt(graph.ops().size());
      for (QuantOp op : graph.ops()) {
        out.op(op);
      }
      out.integers(graph.inputs());
      out.integers(graph.outputs());
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
    try (QuantReader in = new QuantReader(bytes)) {
      List<QuantValue> values = new ArrayList<>();
      int n = in.count();
      for (int i = 0; i < n; i++) {
        values.add(decodeValue(in));
      }
      List<QuantOp> ops = new ArrayList<>();
      int m = in.count();
      for (int i = 0; i < m; i++) {
        ops.add(QuantOps.decode(in));
      }
      QuantizedGraph graph = new QuantizedGraph(values, ops, in.integers(), in.integers());
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    QuantWriter writer = new QuantWriter(bytes);
    writer.writeUTF(v.name());
    writer.shape(v.shape());
    writer.writeInt(v.featureAxis());
    writer.writeDouble(v.scale());
    writer.writeLong(v.min());
    writer.writeLong(v.max());
    Ordinals ordinals = v.ordinals();
    writer.writeBoolean(ordinals != null);
    if (ordinals != null) {
      writer.ordinals(ordinals);
    }
    out.write(bytes.toByteArray());
  }

  /** The inverse of {@link #encodeValue}. */
  public static QuantValue decodeValue(DataInputStream in) throws IOException {
    return new QuantValue(
        in.readUTF(),
        QuantReader.shape(in),
        in.readInt(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readBoolean() ? QuantReader.ordinals(in) : null);
  }
}
