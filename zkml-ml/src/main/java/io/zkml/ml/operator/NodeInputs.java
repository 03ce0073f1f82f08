package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import java.util.Optional;

/** Input tensors of a node that is evaluated. */
public final class NodeInputs {
  private final List<Optional<FloatTensor>> tensors;

  private NodeInputs(List<Optional<FloatTensor>> tensors) {
    this.tensors = tensors;
  }

  /** Tensors by position, empty where an optional input is left out. */
  public static NodeInputs of(List<Optional<FloatTensor>> tensors) {
    return new NodeInputs(List.copyOf(tensors));
  }

  /** Number of inputs, those left out in between included. */
  public int count() {
    return tensors.size();
  }

  /**
   * An input that is there.
   *
   * @throws IllegalArgumentException if it is left out
   */
  public FloatTensor get(int index) {
    return find(index)
        .orElseThrow(() -> new IllegalArgumentException("input " + index + " is left out"));
  }

  /** An optional input. */
  public Optional<FloatTensor> find(int index) {
    return index < tensors.size() ? tensors.get(index) : Optional.empty();
  }
}
