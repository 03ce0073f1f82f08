package io.zkml.ml.quant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exact linear combination of views of values, at every position of a shape that the operation
 * names.
 *
 * @param addends what is added up
 * @param bias a constant that is added: one axis for every axis of the shape, of its length or of
 *     length 1
 */
public record LinearForm(List<Addend> addends, @Nullable IntTensor bias) {

  /** Most addends of one form. */
  static final int MAX_ADDENDS = 256;

  /** Copies the list. */
  public LinearForm {
    addends = List.copyOf(addends);
  }

  /** A form without a constant. */
  public static LinearForm of(Addend... addends) {
    return new LinearForm(List.of(addends), null);
  }

  /** Number of constants. */
  long parameters() {
    long n = bias == null ? 0 : bias.data().length;
    for (Addend a : addends) {
      n += a.weights() == null ? 0 : a.weights().data().length;
    }
    return n;
  }
}
