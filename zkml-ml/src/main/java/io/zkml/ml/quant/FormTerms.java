package io.zkml.ml.quant;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.ml.graph.TensorShape;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates linear forms to linear terms of the tensor machine. */
final class FormTerms {

  private final ProgramWriter program;
  private final TensorLayout layout;
  private final TensorShape shape;
  private final String name;

  FormTerms(ProgramWriter program, TensorLayout layout, String name) {
    this.program = program;
    this.layout = layout;
    this.shape = TensorShape.of(layout.axes().stream().mapToInt(AxisLayout::length).toArray());
    this.name = name;
  }

  List<LinearTerm> of(LinearForm form) {
    List<LinearTerm> terms = new ArrayList<>();
    for (Addend a : form.addends()) {
      terms.add(term(a));
    }
    IntTensor bias = form.bias();
    if (bias != null && (bias.magnitude() != 0 || terms.isEmpty())) {
      terms.add(bias(bias));
    }
    return terms;
  }

  private LinearTerm bias(IntTensor bias) {
    List<TensorAxis> axes = new ArrayList<>();
    List<AxisLayout> stored = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      boolean along = bias.shape().dim(i) != 1;
      axes.add(along ? new TensorAxis.Batch() : new TensorAxis.Broadcast());
      if (along) {
        stored.add(layout.axes().get(i));
      }
    }
    int tensor = program.constant(name + ".bias", new TensorLayout(stored), bias);
    return new LinearTerm(1, tensor, LinearTerm.NONE, axes);
  }

  private LinearTerm term(Addend a) {
    IntTensor weights = a.weights();
    TensorLayout stored = program.layoutOf(a.value());
    boolean same = a.map().isIdentity() && stored.equals(layout);
    if (same && weights == null && a.summed().rank() == 0) {
      return LinearTerm.scaled(a.multiplier(), program.tensor(a.value()), shape.rank());
    }
    TensorShape joined = GraphRules.joined(shape, a.summed());
    if (a.map().isIdentity()) {
      program.expand(Arrays.stream(joined.toArray()).asLongStream().sum());
    }
    TensorShape source = program.value(a.value()).shape();
    List<MapGroups.Group> groups = MapGroups.of(a.map(), joined, source);
    if (weights == null && a.summed().rank() == 0) {
      return gathered(a.multiplier(), program.tensor(a.value()), stored, groups);
    }
    int tensor = program.tensor(a.value());
    if (!isProduct(groups, stored, source, weights)) {
      stored = copyLayout(a.summed());
      tensor = program.stored(a.value(), a.map(), stored);
      groups = MapGroups.of(IndexMap.identity(), joined, joined);
    }
    return weights == null
        ? summed(a, tensor, groups)
        : weighted(a, weights, tensor, stored, groups);
  }

  /** The result's layout, then the summed axes, padded. */
  private TensorLayout copyLayout(TensorShape summed) {
    List<AxisLayout> axes = new ArrayList<>(layout.axes());
    for (int dim : summed.toArray()) {
      axes.add(AxisLayout.padded(dim));
    }
    return new TensorLayout(axes);
  }

  /** A view: axes that stay, repeat, or gather. */
  private LinearTerm gathered(
      long scale, int tensor, TensorLayout stored, List<MapGroups.Group> groups) {
    List<TensorAxis> axes = new ArrayList<>();
    for (MapGroups.Group g : groups) {
      axes.add(axis(g, stored));
    }
    AxisOrder listed = AxisOrder.listed(axes.size());
    return new LinearTerm(scale, tensor, LinearTerm.NONE, axes, resultOrder(groups), listed);
  }

  private TensorAxis axis(MapGroups.Group g, TensorLayout stored) {
    boolean fills = !g.isFull();
    if (g.targets() == 0 && g.sources() == 1 && stored.axes().get(g.source()).length() == 1) {
      return new TensorAxis.Sum();
    }
    if (g.sources() == 0 && g.targets() == 1 && !fills) {
      return new TensorAxis.Broadcast();
    }
    return stays(g, stored)
        ? new TensorAxis.Batch()
        : new TensorAxis.Gather(g.targets(), g.sources(), IndexList.of(g.indices()));
  }

  /** Whether a group is one axis, laid out in the result as in the source. */
  private boolean stays(MapGroups.Group g, TensorLayout stored) {
    return g.targets() == 1
        && g.target() < shape.rank()
        && g.isSameAxis(shapeOf(stored))
        && stored.axes().get(g.source()).equals(layout.axes().get(g.target()));
  }

  private static TensorShape shapeOf(TensorLayout layout) {
    return TensorShape.of(layout.axes().stream().mapToInt(AxisLayout::length).toArray());
  }

  private AxisOrder resultOrder(List<MapGroups.Group> groups) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      for (int k = 0; k < groups.size(); k++) {
        if (groups.get(k).targets() > 0 && groups.get(k).target() == axis) {
          order.add(k);
        }
      }
    }
    for (int k = 0; k < groups.size(); k++) {
      if (!order.contains(k)) {
        order.add(k);
      }
    }
    return AxisOrder.of(order.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether every group is an axis that a product with a constant, or a sum, can have. */
  private boolean isProduct(
      List<MapGroups.Group> groups,
      TensorLayout stored,
      TensorShape source,
      @Nullable IntTensor weights) {
    for (MapGroups.Group g : groups) {
      boolean one = g.targets() == 0 && g.sources() == 1 && source.dim(g.source()) == 1;
      boolean repeats = g.sources() == 0 && g.targets() == 1 && g.isFull();
      boolean sums = g.targets() == 1 && g.target() >= shape.rank() && g.isSameAxis(source);
      boolean unseen = repeats && g.target() >= shape.rank() && weights != null;
      if (unseen || !(one || repeats || sums || stays(g, stored))) {
        return false;
      }
    }
    return true;
  }

  private LinearTerm summed(Addend a, int tensor, List<MapGroups.Group> groups) {
    List<TensorAxis> axes = new ArrayList<>();
    List<MapGroups.Group> kept = new ArrayList<>();
    long scale = a.multiplier();
    for (MapGroups.Group g : groups) {
      boolean behind = g.targets() == 1 && g.target() >= shape.rank();
      if (behind && g.sources() == 0) {
        scale = Math.multiplyExact(scale, (long) g.indices().length);
        continue;
      }
      kept.add(g);
      if (g.sources() == 0) {
        axes.add(new TensorAxis.Broadcast());
      } else {
        axes.add(behind || g.targets() == 0 ? new TensorAxis.Sum() : new TensorAxis.Batch());
      }
    }
    AxisOrder listed = AxisOrder.listed(axes.size());
    return new LinearTerm(scale, tensor, LinearTerm.NONE, axes, resultOrder(kept), listed);
  }

  private LinearTerm weighted(
      Addend a, IntTensor weights, int tensor, TensorLayout stored, List<MapGroups.Group> groups) {
    List<TensorAxis> axes = new ArrayList<>();
    List<AxisLayout> constant = new ArrayList<>();
    List<Integer> along = new ArrayList<>();
    for (MapGroups.Group g : groups) {
      boolean sums = g.targets() == 0 || g.target() >= shape.rank();
      boolean has = sums || weights.shape().dim(g.target()) != 1;
      if (sums) {
        axes.add(new TensorAxis.Inner());
      } else if (g.sources() == 0) {
        axes.add(has ? new TensorAxis.Free() : new TensorAxis.Broadcast());
      } else {
        axes.add(has ? new TensorAxis.Shared() : new TensorAxis.Batch());
      }
      if (has) {
        constant.add(sums ? stored.axes().get(g.source()) : layout.axes().get(g.target()));
        along.add(g.targets() == 0 ? -1 : g.target());
      }
    }
    TensorLayout weightLayout = new TensorLayout(constant);
    program.expand((long) weightLayout.size() - weights.data().length);
    IntTensor arranged = arranged(weights, along, weightLayout);
    int factors = program.constant(name + ".factors", weightLayout, arranged);
    AxisOrder listed = AxisOrder.listed(axes.size());
    return new LinearTerm(a.multiplier(), tensor, factors, axes, resultOrder(groups), listed);
  }

  /** Weights with their axes in another order, repeated along axes that they have not. */
  private static IntTensor arranged(IntTensor weights, List<Integer> along, TensorLayout layout) {
    TensorShape to = shapeOf(layout);
    int[] strides = weights.shape().strides();
    long[] out = new long[Math.toIntExact(to.elements())];
    for (int i = 0; i < out.length; i++) {
      int rest = i;
      int from = 0;
      for (int k = along.size() - 1; k >= 0; k--) {
        int axis = along.get(k);
        int at = rest % to.dim(k);
        rest /= to.dim(k);
        from += axis < 0 || weights.shape().dim(axis) == 1 ? 0 : at * strides[axis];
      }
      out[i] = weights.data()[from];
    }
    return new IntTensor(to, out);
  }
}
