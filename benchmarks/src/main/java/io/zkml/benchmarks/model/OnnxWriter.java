package io.zkml.benchmarks.model;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes small ONNX models in float32: as much of the format as feed-forward classifiers need.
 * Nodes are written in the order in which they are added. Not thread-safe.
 */
public final class OnnxWriter {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  /** A message's content. */
  @FunctionalInterface
  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  /** An attribute of a node: one integer, or a list of them. */
  public record Attribute(String name, boolean list, List<Long> values) {

    /** Copies the list. */
    public Attribute {
      values = List.copyOf(values);
    }

    /** An attribute of type INT. */
    public static Attribute of(String name, long value) {
      return new Attribute(name, false, List.of(value));
    }

    /** An attribute of type INTS. */
    public static Attribute ofList(String name, Long... values) {
      return new Attribute(name, true, List.of(values));
    }
  }

  /** A model whose graph has a name. */
  public OnnxWriter(String name) {
    field(out -> out.writeString(2, name));
  }

  /** Adds a node; all its names are of values. */
  public OnnxWriter node(
      String operator, List<String> inputs, String output, Attribute... attributes) {
    byte[] node =
        message(out -> {
          for (String input : inputs) {
            out.writeString(1, input);
          }
          out.writeString(2, output);
          out.writeString(3, output + "/" + operator);
          out.writeString(4, operator);
          for (Attribute a : attributes) {
            out.writeByteArray(5, attribute(a));
          }
        });
    return field(out -> out.writeByteArray(1, node));
  }

  private static byte[] attribute(Attribute a) {
    return message(out -> {
      out.writeString(1, a.name());
      for (long value : a.values()) {
        out.writeInt64(a.list() ? 8 : 3, value);
      }
      out.writeEnum(20, a.list() ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
    });
  }

  /** Adds a constant, row-major. */
  public OnnxWriter initializer(String name, List<Integer> shape, float... values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      raw.putFloat(v);
    }
    byte[] tensor =
        message(out -> {
          for (int dim : shape) {
            out.writeInt64(1, dim);
          }
          out.writeInt32(2, FLOAT);
          out.writeString(8, name);
          out.writeByteArray(9, raw.array());
        });
    return field(out -> out.writeByteArray(5, tensor));
  }

  /** Declares the input. */
  public OnnxWriter input(String name, List<Integer> shape) {
    return field(out -> out.writeByteArray(11, value(name, shape)));
  }

  /** Declares the output. */
  public OnnxWriter output(String name, List<Integer> shape) {
    return field(out -> out.writeByteArray(12, value(name, shape)));
  }

  private static byte[] value(String name, List<Integer> shape) {
    byte[] dimensions =
        message(out -> {
          for (int dim : shape) {
            out.writeByteArray(1, message(d -> d.writeInt64(1, dim)));
          }
        });
    byte[] tensor =
        message(out -> {
          out.writeInt32(1, FLOAT);
          out.writeByteArray(2, dimensions);
        });
    byte[] type = message(out -> out.writeByteArray(1, tensor));
    return message(out -> {
      out.writeString(1, name);
      out.writeByteArray(2, type);
    });
  }

  /** The model file. */
  public byte[] toBytes() {
    byte[] opset = message(out -> out.writeInt64(2, OPSET));
    return message(out -> {
      out.writeInt64(1, IR_VERSION);
      out.writeString(2, "zkml-benchmarks");
      out.writeByteArray(7, graph.toByteArray());
      out.writeByteArray(8, opset);
    });
  }

  private OnnxWriter field(Content content) {
    graph.writeBytes(message(content));
    return this;
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      content.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
