package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** The value of a node's attribute. */
public sealed interface Attribute {
  /** The kind, by its name in ONNX. */
  AttributeKind kind();

  /** An integer. */
  record IntValue(long value) implements Attribute {
    @Override
    public AttributeKind kind() {
      return AttributeKind.INT;
    }
  }

  /** A number, exactly the float32 of the model. */
  record FloatValue(double value) implements Attribute {
    @Override
    public AttributeKind kind() {
      return AttributeKind.FLOAT;
    }
  }

  /** A string. */
  record StringValue(String value) implements Attribute {
    @Override
    public AttributeKind kind() {
      return AttributeKind.STRING;
    }
  }

  /** Integers. */
  record IntsValue(List<Long> values) implements Attribute {
    public IntsValue {
      values = List.copyOf(values);
    }

    @Override
    public AttributeKind kind() {
      return AttributeKind.INTS;
    }
  }

  /** Numbers, each exactly the float32 of the model. */
  record FloatsValue(List<Double> values) implements Attribute {
    public FloatsValue {
      values = List.copyOf(values);
    }

    @Override
    public AttributeKind kind() {
      return AttributeKind.FLOATS;
    }
  }

  /** Strings. */
  record StringsValue(List<String> values) implements Attribute {
    public StringsValue {
      values = List.copyOf(values);
    }

    @Override
    public AttributeKind kind() {
      return AttributeKind.STRINGS;
    }
  }

  /** A tensor of numbers. */
  record TensorValue(FloatTensor value) implements Attribute {
    @Override
    public AttributeKind kind() {
      return AttributeKind.TENSOR;
    }
  }

  /** A graph: the body of the node. */
  record GraphValue(Subgraph value) implements Attribute {
    @Override
    public AttributeKind kind() {
      return AttributeKind.GRAPH;
    }
  }

  /**
   * A value that graphs don't hold: a list of graphs, a type, a sparse tensor, a tensor of strings.
   *
   * @param kind its kind
   * @param description what it is, for error messages
   */
  record Unheld(AttributeKind kind, String description) implements Attribute {}
}
