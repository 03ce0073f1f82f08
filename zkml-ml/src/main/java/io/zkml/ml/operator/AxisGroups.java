package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The elements of a tensor in groups that agree in all but some axes.
 *
 * @param walked the dimensions, those of the other axes first
 * @param strides the tensor's strides in that order
 * @param count number of groups
 * @param size elements of a group
 */
record AxisGroups(TensorShape walked, List<Integer> strides, int count, int size) {
  /** The groups over the given axes, which are sorted. */
  static AxisGroups of(TensorShape shape, List<Integer> axes) {
    int[] order =
        IntStream.concat(
                IntStream.range(0, shape.rank()).filter(axis -> !axes.contains(axis)),
                axes.stream().mapToInt(axis -> axis))
            .toArray();
    int[] own = shape.strides();
    TensorShape walked = TensorShape.of(Arrays.stream(order).map(shape::dim).toArray());
    int kept = shape.rank() - axes.size();
    return new AxisGroups(
        walked,
        Arrays.stream(order).mapToObj(axis -> own[axis]).toList(),
        Math.toIntExact(walked.elements(0, kept)),
        Math.toIntExact(walked.elements(kept, shape.rank())));
  }

  /** Walks the offsets of all elements, group by group. */
  StridedWalk walk() {
    return new StridedWalk(walked, strides.stream().mapToInt(stride -> stride).toArray());
  }
}
