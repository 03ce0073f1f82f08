package io.zkml.ml.onnx;

import io.zkml.ml.graph.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes small ONNX models: one float input and output, initialisers, nodes. */
public final class ModelWriter {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int STRING = 8;

  private final int opset;
  private final List<Consumer<ProtoWriter>> parts = new ArrayList<>();
  private int nodes;
  private boolean classical;

  /** An empty model of an operator set. */
  public ModelWriter(int opset) {
    this.opset = opset;
  }

  /** A graph input of floats. */
  public ModelWriter input(String name, int... dims) {
    parts.add(g -> g.message(11, v -> value(v, name, FLOAT, dims)));
    return this;
  }

  /** A graph output of floats. */
  public ModelWriter output(String name, int... dims) {
    parts.add(g -> g.message(12, v -> value(v, name, FLOAT, dims)));
    return this;
  }

  private static void value(ProtoWriter v, String name, int type, int... dims) {
    v.string(1, name)
        .message(
            2,
            t ->
                t.message(
                    1,
                    tensor ->
                        tensor
                            .varint(1, type)
                            .message(
                                2,
                                shape -> {
                                  for (int d : dims) {
                                    shape.message(1, dim -> dim.varint(1, d));
                                  }
                                })));
  }

  /** An initialiser of floats. */
  public ModelWriter floats(String name, FloatTensor tensor) {
    parts.add(g ->
        g.message(
            5,
            t -> {
              for (int d : tensor.shape().toArray()) {
                t.varint(1, d);
              }
              t.varint(2, FLOAT).string(8, name).bytes(9, raw(tensor));
            }));
    return this;
  }

  private static byte[] raw(FloatTensor tensor) {
    byte[] bytes = new byte[Float.BYTES * tensor.size()];
    for (int i = 0; i < tensor.size(); i++) {
      int bits = Float.floatToRawIntBits((float) tensor.get(i));
      for (int b = 0; b < Float.BYTES; b++) {
        bytes[Float.BYTES * i + b] = (byte) (bits >>> (8 * b));
      }
    }
    return bytes;
  }

  /** An initialiser of integers: a vector. */
  public ModelWriter ints(String name, long... values) {
    parts.add(g ->
        g.message(
            5, t -> t.varint(1, values.length).varint(2, INT64).packed(7, values).string(8, name)));
    return this;
  }

  /** An initialiser of strings: a vector. */
  public ModelWriter texts(String name, String... values) {
    parts.add(g ->
        g.message(
            5,
            t -> {
              t.varint(1, values.length).varint(2, STRING).string(8, name);
              for (String value : values) {
                t.string(6, value);
              }
            }));
    return this;
  }

  /** A graph output of strings: a vector. */
  public ModelWriter textOutput(String name, int length) {
    parts.add(g -> g.message(12, v -> value(v, name, STRING, length)));
    return this;
  }

  /** A node of {@code ai.onnx.ml}, version 3, named after its last output. */
  public ModelWriter classical(
      String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
    classical = true;
    return node("ai.onnx.ml", operator, outputs, inputs, attributes);
  }

  /** A node named after its output, with inputs by name. */
  public ModelWriter node(
      String operator, String output, List<String> inputs, Attribute... attributes) {
    return node(operator, List.of(output), inputs, attributes);
  }

  /** A node named after its last output; names may be empty. */
  public ModelWriter node(
      String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
    return node("", operator, outputs, inputs, attributes);
  }

  private ModelWriter node(
      String domain,
      String operator,
      List<String> outputs,
      List<String> inputs,
      Attribute... attributes) {
    nodes++;
    parts.add(g ->
        g.message(
            1,
            n -> {
              inputs.forEach(i -> n.string(1, i));
              outputs.forEach(o -> n.string(2, o));
              n.string(3, "node " + outputs.getLast()).string(4, operator);
              if (!domain.isEmpty()) {
                n.string(7, domain);
              }
              for (Attribute a : attributes) {
                n.message(5, a.write);
              }
            }));
    return this;
  }

  /** An attribute of a node. */
  public static final class Attribute {
    private final Consumer<ProtoWriter> write;

    private Attribute(Consumer<ProtoWriter> write) {
      this.write = write;
    }

    /** A real number. */
    public static Attribute of(String name, float value) {
      return new Attribute(a -> a.string(1, name).fixed(2, value).varint(20, 1));
    }

    /** An integer. */
    public static Attribute of(String name, int value) {
      return new Attribute(a -> a.string(1, name).varint(3, value).varint(20, 2));
    }

    /** A string. */
    public static Attribute of(String name, String value) {
      return new Attribute(a -> a.string(1, name).string(4, value).varint(20, 3));
    }

    /** A list of strings. */
    public static Attribute strings(String name, String... values) {
      return new Attribute(a -> {
        a.string(1, name).varint(20, 8);
        for (String value : values) {
          a.string(9, value);
        }
      });
    }

    /** A list of real numbers. */
    public static Attribute floats(String name, float... values) {
      return new Attribute(a -> {
        a.string(1, name).varint(20, 6);
        for (float value : values) {
          a.fixed(7, value);
        }
      });
    }

    /** A list of integers. */
    public static Attribute ints(String name, long... values) {
      return new Attribute(a -> a.string(1, name).packed(8, values).varint(20, 7));
    }
  }

  /** The model's file. */
  public byte[] toBytes() {
    if (nodes == 0) {
      throw new IllegalStateException("a model without nodes");
    }
    ProtoWriter model = new ProtoWriter();
    if (classical) {
      model.message(8, o -> o.string(1, "ai.onnx.ml").varint(2, 3));
    }
    return model
        .varint(1, 8)
        .message(
            7,
            g -> {
              g.string(2, "small");
              parts.forEach(p -> p.accept(g));
            })
        .message(8, o -> o.varint(2, opset))
        .toBytes();
  }
}
