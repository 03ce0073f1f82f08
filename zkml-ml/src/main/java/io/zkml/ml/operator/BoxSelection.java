package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The selection that {@link NonMaxSuppression} makes among the boxes of a picture.
 *
 * @param boxes all boxes, [batches, count, 4]
 * @param scores all scores, [batches, classes, count]
 * @param centered whether a box is center and size, or else two opposite corners
 * @param limit most boxes of a class
 * @param overlap largest intersection over union of two boxes of a class
 * @param threshold score that a box must exceed
 */
record BoxSelection(
    FloatTensor boxes,
    FloatTensor scores,
    boolean centered,
    double limit,
    double overlap,
    double threshold) {

  /** A box as its corners, the smaller coordinates first. */
  private record Box(double top, double left, double bottom, double right) {
    double area() {
      return (bottom - top) * (right - left);
    }

    double overlap(Box other) {
      double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      double width = Math.min(right, other.right) - Math.max(left, other.left);
      if (height <= 0 || width <= 0) {
        return 0;
      }
      return height * width / (area() + other.area() - height * width);
    }
  }

  /** The positions of the selected boxes of a class, best first. */
  List<Integer> select(int batch, int group) {
    int count = boxes.shape().dim(1);
    int base = (batch * scores.shape().dim(1) + group) * count;
    List<Integer> order =
        IntStream.range(0, count)
            .filter(i -> scores.get(base + i) > threshold)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores.get(base + i)))
            .toList();
    List<Integer> selected = new ArrayList<>();
    for (int candidate : order) {
      if (selected.size() >= limit) {
        break;
      }
      Box box = box(batch * count + candidate);
      if (selected.stream().noneMatch(i -> box(batch * count + i).overlap(box) > overlap)) {
        selected.add(candidate);
      }
    }
    return selected;
  }

  private Box box(int index) {
    double a = boxes.get(4 * index);
    double b = boxes.get(4 * index + 1);
    double c = boxes.get(4 * index + 2);
    double d = boxes.get(4 * index + 3);
    return centered
        ? new Box(b - d / 2, a - c / 2, b + d / 2, a + c / 2)
        : new Box(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d));
  }
}
