package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node of an operator may look like in one opset version.
 *
 * @param minInputs inputs that must be given
 * @param maxInputs inputs that may be given
 * @param maxOutputs outputs that may be used
 * @param firstOutput whether the first output is always there; if not, any one is
 * @param attributes attributes by name, with their kind
 */
public record Signature(
    int minInputs,
    int maxInputs,
    int maxOutputs,
    boolean firstOutput,
    Map<String, AttributeKind> attributes) {
  /** An input count without a limit. */
  public static final int MANY = Integer.MAX_VALUE;

  public Signature {
    attributes = Map.copyOf(attributes);
  }

  /** A signature with one output and no attributes. */
  public static Signature of(int minInputs, int maxInputs) {
    return new Signature(minInputs, maxInputs, 1, true, Map.of());
  }

  /** This signature with one more attribute. */
  public Signature with(String name, AttributeKind kind) {
    Map<String, AttributeKind> more = new TreeMap<>(attributes);
    more.put(name, kind);
    return new Signature(minInputs, maxInputs, maxOutputs, firstOutput, more);
  }

  /** This signature with more attributes, if {@code condition}. */
  public Signature with(boolean condition, String name, AttributeKind kind) {
    return condition ? with(name, kind) : this;
  }

  /** This signature with up to {@code count} outputs. */
  public Signature outputs(int count) {
    return new Signature(minInputs, maxInputs, count, firstOutput, attributes);
  }

  /** This signature without the need for the first output. */
  public Signature anyOutput() {
    return new Signature(minInputs, maxInputs, maxOutputs, false, attributes);
  }
}
