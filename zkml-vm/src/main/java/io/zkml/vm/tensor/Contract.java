package io.zkml.vm.tensor;

import java.util.List;

/**
 * A linear instruction: {@code c = sum_t scale_t sum a_t b_t}: matrix products, convolutions,
 * biases, sums, means, additions of tensors. Its result is an accumulator.
 *
 * @param result accumulator tensor
 * @param terms what is added up
 */
public record Contract(int result, List<LinearTerm> terms) implements TensorJob {

  /** Copies the list. */
  public Contract {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a contraction without terms");
    }
  }

  /**
   * One term.
   *
   * @param scale integer factor
   * @param first tensor index
   * @param second tensor index, or {@link #NONE}
   * @param axes how the tensors' axes relate, outermost first
   */
  public record LinearTerm(long scale, int first, int second, List<TensorAxis> axes) {

    /** No second operand. */
    public static final int NONE = -1;

    /** Copies the list. */
    public LinearTerm {
      axes = List.copyOf(axes);
    }

    /** Whether the term multiplies two tensors. */
    public boolean isProduct() {
      return second != NONE;
    }
  }
}
