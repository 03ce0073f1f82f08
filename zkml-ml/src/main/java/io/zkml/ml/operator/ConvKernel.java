package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Direct convolution in float64. Each tap of the kernel adds a scaled row of the input to a row of
 * the output; rows are contiguous, so the innermost loop is a plain multiply-add over arrays.
 */
final class ConvKernel {
  private static final WindowAxis UNIT = new WindowAxis(1, 1, 1, 1, 0, 0, 1);

  private final boolean pointwise;
  private final WindowAxis depth;
  private final WindowAxis height;
  private final WindowAxis width;
  private final int[] firstColumn;
  private final int[] endColumn;
  private final double[] in;
  private final double[] weights;
  private final double[] out;

  ConvKernel(Window window, double[] in, double[] weights, double[] out) {
    List<WindowAxis> axes = window.axes();
    int rank = axes.size();
    this.pointwise = axes.stream().allMatch(WindowAxis::isPointwise);
    this.depth = rank < 3 || pointwise ? UNIT : axes.get(0);
    this.height = rank < 2 || pointwise ? UNIT : axes.get(rank - 2);
    this.width = pointwise ? flat(axes) : axes.get(rank - 1);
    this.firstColumn = new int[width.kernel()];
    this.endColumn = new int[width.kernel()];
    for (int k = 0; k < width.kernel(); k++) {
      firstColumn[k] = width.firstOutput(k);
      endColumn[k] = width.endOutput(k);
    }
    this.in = in;
    this.weights = weights;
    this.out = out;
  }

  /** A 1x1 convolution sees a plane as one long row. */
  private static WindowAxis flat(List<WindowAxis> axes) {
    int length = 1;
    for (WindowAxis axis : axes) {
      length *= axis.input();
    }
    return new WindowAxis(length, 1, 1, 1, 0, 0, length);
  }

  void run(TensorShape data, TensorShape weightShape, int groups, double @Nullable [] bias) {
    int batch = data.dim(0);
    int channels = data.dim(1);
    int filters = weightShape.dim(0);
    int groupChannels = weightShape.dim(1);
    int taps = depth.kernel() * height.kernel() * width.kernel();
    int inPlane = depth.input() * height.input() * width.input();
    int outPlane = depth.output() * height.output() * width.output();
    for (int n = 0; n < batch; n++) {
      for (int m = 0; m < filters; m++) {
        int outBase = (n * filters + m) * outPlane;
        if (bias != null) {
          Arrays.fill(out, outBase, outBase + outPlane, bias[m]);
        }
        int firstChannel = m / (filters / groups) * groupChannels;
        int firstPlane = (n * channels + firstChannel) * inPlane;
        int firstWeight = m * groupChannels * taps;
        int c = 0;
        for (; pointwise && c + 3 < groupChannels; c += 4) {
          addFourRows(firstPlane + c * inPlane, firstWeight + c, outBase, inPlane);
        }
        for (; c < groupChannels; c++) {
          addPlane(firstPlane + c * inPlane, firstWeight + c * taps, outBase);
        }
      }
    }
  }

  /** Four neighbouring planes of a 1x1 convolution at once, so that the sums are stored less. */
  private void addFourRows(int inBase, int weightBase, int outBase, int count) {
    double w0 = weights[weightBase];
    double w1 = weights[weightBase + 1];
    double w2 = weights[weightBase + 2];
    double w3 = weights[weightBase + 3];
    int row1 = inBase + count;
    int row2 = row1 + count;
    int row3 = row2 + count;
    for (int i = 0; i < count; i++) {
      out[outBase + i] +=
          w0 * in[inBase + i] + w1 * in[row1 + i] + w2 * in[row2 + i] + w3 * in[row3 + i];
    }
  }

  private void addPlane(int inBase, int weightBase, int outBase) {
    int weight = weightBase;
    for (int kd = 0; kd < depth.kernel(); kd++) {
      for (int kh = 0; kh < height.kernel(); kh++) {
        int endDepth = depth.endOutput(kd);
        int firstRow = height.firstOutput(kh);
        int endRow = height.endOutput(kh);
        for (int od = depth.firstOutput(kd); od < endDepth; od++) {
          int inSlice = inBase + depth.position(od, kd) * height.input() * width.input();
          int outSlice = outBase + od * height.output() * width.output();
          for (int oh = firstRow; oh < endRow; oh++) {
            int inRow = inSlice + height.position(oh, kh) * width.input();
            addRow(inRow, weight, outSlice + oh * width.output());
          }
        }
        weight += width.kernel();
      }
    }
  }

  private void addRow(int inRow, int weightRow, int outRow) {
    int stride = width.stride();
    for (int kw = 0; kw < firstColumn.length; kw++) {
      double weight = weights[weightRow + kw];
      int count = endColumn[kw] - firstColumn[kw];
      if (count <= 0) {
        continue;
      }
      int from = inRow + width.position(firstColumn[kw], kw);
      int to = outRow + firstColumn[kw];
      if (stride == 1) {
        for (int i = 0; i < count; i++) {
          out[to + i] += weight * in[from + i];
        }
      } else {
        for (int i = 0; i < count; i++) {
          out[to + i] += weight * in[from + i * stride];
        }
      }
    }
  }
}
