package io.zkml.ml.onnx;

import java.util.List;
import java.util.Optional;

/** The declared type of a value. */
public sealed interface TypeProto {
  /**
   * A dense tensor.
   *
   * @param elementType type of the elements
   * @param shape the dimensions, empty where even the rank is unknown
   */
  record Tensor(DataType elementType, Optional<List<Dimension>> shape) implements TypeProto {
    public Tensor {
      shape = shape.map(List::copyOf);
    }
  }

  /**
   * A type without a dense tensor's content.
   *
   * @param kind its name in ONNX, such as {@code sequence}; {@code unknown} where nothing is given
   */
  record Other(String kind) implements TypeProto {}
}
