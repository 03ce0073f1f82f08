package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Attributes of a node, by name; immutable.
 *
 * <p>The typed getters throw {@link IllegalStateException} where the attribute is of another kind.
 * For nodes that passed the check against their operator's signature that can't happen.
 */
public final class Attributes {
  private static final Attributes NONE = new Attributes(Map.of());

  private final Map<String, Attribute> byName;

  private Attributes(Map<String, Attribute> byName) {
    this.byName = byName;
  }

  /** No attributes. */
  public static Attributes none() {
    return NONE;
  }

  /** The given attributes; the map is copied. */
  public static Attributes of(Map<String, Attribute> attributes) {
    return new Attributes(Collections.unmodifiableMap(new TreeMap<>(attributes)));
  }

  /** These attributes and one more, which replaces an attribute of the same name. */
  public Attributes with(String name, Attribute value) {
    Map<String, Attribute> copy = new TreeMap<>(byName);
    copy.put(name, value);
    return new Attributes(Collections.unmodifiableMap(copy));
  }

  /** All attributes in the order of their names; unmodifiable. */
  public Map<String, Attribute> asMap() {
    return byName;
  }

  /** The attribute of a name. */
  public Optional<Attribute> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** True if there is an attribute of the name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** An INT. */
  public long intValue(String name, long absent) {
    return find(name, Attribute.IntValue.class).map(Attribute.IntValue::value).orElse(absent);
  }

  /** A FLOAT. */
  public double floatValue(String name, double absent) {
    return find(name, Attribute.FloatValue.class).map(Attribute.FloatValue::value).orElse(absent);
  }

  /** A STRING. */
  public String stringValue(String name, String absent) {
    return find(name, Attribute.StringValue.class).map(Attribute.StringValue::value).orElse(absent);
  }

  /** INTS. */
  public Optional<List<Long>> ints(String name) {
    return find(name, Attribute.IntsValue.class).map(Attribute.IntsValue::values);
  }

  /** FLOATS. */
  public Optional<List<Double>> floats(String name) {
    return find(name, Attribute.FloatsValue.class).map(Attribute.FloatsValue::values);
  }

  /** STRINGS. */
  public Optional<List<String>> strings(String name) {
    return find(name, Attribute.StringsValue.class).map(Attribute.StringsValue::values);
  }

  /** A TENSOR. */
  public Optional<FloatTensor> tensor(String name) {
    return find(name, Attribute.TensorValue.class).map(Attribute.TensorValue::value);
  }

  /** A GRAPH. */
  public Optional<Subgraph> graph(String name) {
    return find(name, Attribute.GraphValue.class).map(Attribute.GraphValue::value);
  }

  private <T extends Attribute> Optional<T> find(String name, Class<T> type) {
    Attribute value = byName.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      AttributeKind kind = value.kind();
      throw new IllegalStateException("attribute '" + name + "' is of kind " + kind);
    }
    return Optional.of(type.cast(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes attributes && byName.equals(attributes.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return byName.toString();
  }
}
