package io.zkml.ml;

import io.zkml.ml.quant.QuantValue;
import java.util.List;

/** The one input or output of a model was asked for that has several. */
public final class SeveralTensorsException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private SeveralTensorsException(String message) {
    super(message);
  }

  /** The only value of a list; throws if there are others. */
  static QuantValue only(List<QuantValue> values, String what) {
    if (values.size() != 1) {
      throw new SeveralTensorsException(
          "the model has "
              + values.size()
              + " "
              + what
              + "s ("
              + String.join(", ", values.stream().map(QuantValue::name).toList())
              + "): use "
              + what
              + "s() and the methods that take maps");
    }
    return values.getFirst();
  }
}
