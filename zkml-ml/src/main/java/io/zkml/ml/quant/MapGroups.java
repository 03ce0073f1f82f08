package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a map between tensors into independent maps between groups of neighbouring axes: a slice
 * is one list for every axis, a transposition none at all. What cannot be split stays one group.
 */
final class MapGroups {

  private final IndexMap map;
  private final TensorShape target;
  private final TensorShape source;
  private final int[] targetStrides;
  private final int[] sourceStrides;

  /** For every axis of the target, then of the source: another axis of its group, or itself. */
  private final int[] parent;

  /**
   * A group.
   *
   * @param target first axis of the target
   * @param targets number of its axes
   * @param source first axis of the source
   * @param sources number of its axes
   * @param indices for every position of the target's axes the one of the source's, or none
   */
  record Group(int target, int targets, int source, int sources, int[] indices) {

    /** Whether the group maps one axis to one axis, in order. */
    boolean isSameAxis(TensorShape source) {
      if (targets != 1 || sources != 1 || indices.length != source.dim(this.source)) {
        return false;
      }
      return isInOrder();
    }

    private boolean isInOrder() {
      for (int i = 0; i < indices.length; i++) {
        if (indices[i] != i) {
          return false;
        }
      }
      return true;
    }

    /** Whether no entry is left out. */
    boolean isFull() {
      return Arrays.stream(indices).allMatch(i -> i != IndexMap.NONE);
    }
  }

  private MapGroups(IndexMap map, TensorShape target, TensorShape source) {
    this.map = map;
    this.target = target;
    this.source = source;
    this.targetStrides = target.strides();
    this.sourceStrides = source.strides();
    this.parent = new int[target.rank() + source.rank()];
    Arrays.setAll(parent, i -> i);
  }

  /** The groups, in the order of the source's axes; groups without such come last. */
  static List<Group> of(IndexMap map, TensorShape target, TensorShape source) {
    return map.isIdentity() && target.equals(source)
        ? axisByAxis(source)
        : new MapGroups(map, target, source).groups();
  }

  private static List<Group> axisByAxis(TensorShape shape) {
    List<Group> groups = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      groups.add(new Group(axis, 1, axis, 1, IndexMap.identity().toArray(shape.dim(axis))));
    }
    return groups;
  }

  private List<Group> groups() {
    int base = 0;
    int size = Math.toIntExact(target.elements());
    while (base < size && map.get(base) == IndexMap.NONE) {
      base++;
    }
    List<Group> groups = base == size ? List.of() : split(base);
    if (groups.isEmpty() || !gives(groups, size)) {
      return List.of(new Group(0, target.rank(), 0, source.rank(), map.toArray(size)));
    }
    return groups;
  }

  private int root(int axis) {
    return parent[axis] == axis ? axis : root(parent[axis]);
  }

  /** The groups as they look from one position, without those whose axes are no neighbours. */
  private List<Group> split(int base) {
    int rank = target.rank();
    for (int axis = 0; axis < rank; axis++) {
      int start = base - base / targetStrides[axis] % target.dim(axis) * targetStrides[axis];
      for (int i = 0; i < target.dim(axis); i++) {
        int from = map.get(start + i * targetStrides[axis]);
        for (int s = 0; from != IndexMap.NONE && s < source.rank(); s++) {
          if (coordinate(from, s) != coordinate(map.get(base), s)) {
            parent[root(rank + s)] = root(axis);
          }
        }
      }
    }
    List<Group> out = new ArrayList<>();
    boolean[] seen = new boolean[parent.length];
    for (int axis = rank; axis < rank + source.rank(); axis++) {
      addGroup(root(axis), base, seen, out);
    }
    for (int axis = 0; axis < rank; axis++) {
      addGroup(root(axis), base, seen, out);
    }
    return out;
  }

  private int coordinate(int entry, int axis) {
    return entry / sourceStrides[axis] % source.dim(axis);
  }

  private void addGroup(int root, int base, boolean[] seen, List<Group> out) {
    if (seen[root]) {
      return;
    }
    seen[root] = true;
    int[] targets = members(root, 0, target.rank());
    int[] sources = members(root, target.rank(), parent.length);
    if (isDense(root, targets, 0) && isDense(root, sources, target.rank())) {
      out.add(group(targets, sources, base));
    }
  }

  /** First member of a group in a range of axes, and how many there are. */
  private int[] members(int root, int from, int to) {
    int first = 0;
    int count = 0;
    for (int axis = from; axis < to; axis++) {
      if (root(axis) == root) {
        first = count == 0 ? axis - from : first;
        count++;
      }
    }
    return new int[] {first, count};
  }

  private boolean isDense(int root, int[] members, int from) {
    for (int i = 0; i < members[1]; i++) {
      if (root(from + members[0] + i) != root) {
        return false;
      }
    }
    return true;
  }

  private Group group(int[] targets, int[] sources, int base) {
    int count = 1;
    int start = base;
    for (int axis = targets[0]; axis < targets[0] + targets[1]; axis++) {
      start -= start / targetStrides[axis] % target.dim(axis) * targetStrides[axis];
      count *= target.dim(axis);
    }
    int step = targets[1] == 0 ? 0 : targetStrides[targets[0] + targets[1] - 1];
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      int from = map.get(start + i * step);
      indices[i] = from == IndexMap.NONE ? IndexMap.NONE : local(from, sources);
    }
    return new Group(targets[0], targets[1], sources[0], sources[1], indices);
  }

  /** An entry's position among a group of the source's axes. */
  private int local(int entry, int[] sources) {
    int at = 0;
    for (int axis = sources[0]; axis < sources[0] + sources[1]; axis++) {
      at = at * source.dim(axis) + coordinate(entry, axis);
    }
    return at;
  }

  /** Whether the groups together are the map. */
  private boolean gives(List<Group> groups, int size) {
    int axes = 0;
    for (Group g : groups) {
      axes += g.sources() + g.targets();
    }
    if (axes != parent.length) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      int entry = 0;
      for (Group g : groups) {
        int step = g.targets() == 0 ? 1 : targetStrides[g.target() + g.targets() - 1];
        int at = g.targets() == 0 ? 0 : i / step % g.indices().length;
        int local = g.indices()[at];
        int scale = g.sources() == 0 ? 0 : sourceStrides[g.source() + g.sources() - 1];
        entry = local == IndexMap.NONE || entry < 0 ? IndexMap.NONE : entry + local * scale;
      }
      if (entry != map.get(i)) {
        return false;
      }
    }
    return true;
  }
}
