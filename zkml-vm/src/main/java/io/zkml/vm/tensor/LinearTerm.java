package io.zkml.vm.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * One term of a linear instruction.
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

  /** A tensor of the result's rank and layout, times a factor. */
  public static LinearTerm scaled(long scale, int tensor, int rank) {
    List<TensorAxis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(new TensorAxis.Batch());
    }
    return new LinearTerm(scale, tensor, NONE, axes);
  }

  /** Whether the term multiplies two tensors. */
  public boolean isProduct() {
    return second != NONE;
  }
}
