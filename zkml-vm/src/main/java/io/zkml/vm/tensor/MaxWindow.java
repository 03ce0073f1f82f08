package io.zkml.vm.tensor;

import java.util.List;

/**
 * The maximum over windows: max-pooling.
 *
 * @param result witness tensor
 * @param source tensor that is read
 * @param axes {@link TensorAxis.Batch} and {@link TensorAxis.Window} axes; windows clamp: a
 *     position outside the source reads its nearest end. Without dilation that is an element of the
 *     window anyway, so padding never wins
 */
public record MaxWindow(int result, int source, List<TensorAxis> axes) implements TensorJob {

  /** Most elements of a window. */
  public static final int MAX_ELEMENTS = 256;

  /** Copies the list; checks the axes. */
  public MaxWindow {
    axes = List.copyOf(axes);
    long elements = 1;
    for (TensorAxis axis : axes) {
      boolean fits =
          switch (axis) {
            case TensorAxis.Batch b -> true;
            case TensorAxis.Window w -> w.clamp() && w.pad() < w.dilation() * (w.kernel() - 1L) + 1;
            default -> false;
          };
      if (!fits) {
        throw new IllegalArgumentException("a maximum cannot run over " + axis);
      }
      elements *= axis instanceof TensorAxis.Window w ? w.kernel() : 1;
      if (elements > MAX_ELEMENTS) {
        throw new IllegalArgumentException("window of " + elements + " elements");
      }
    }
  }

  /** Number of elements of a window. */
  public int elements() {
    int n = 1;
    for (TensorAxis axis : axes) {
      n *= axis instanceof TensorAxis.Window w ? w.kernel() : 1;
    }
    return n;
  }

  /** The axes that select element number {@code e} of every window. */
  public List<TensorAxis> element(int e) {
    TensorAxis[] out = new TensorAxis[axes.size()];
    int rest = e;
    for (int i = out.length - 1; i >= 0; i--) {
      if (axes.get(i) instanceof TensorAxis.Window w) {
        int at = rest % w.kernel();
        rest /= w.kernel();
        out[i] = new TensorAxis.Window(1, w.stride(), 1, w.pad() - w.dilation() * at, true);
      } else {
        out[i] = axes.get(i);
      }
    }
    return List.of(out);
  }
}
