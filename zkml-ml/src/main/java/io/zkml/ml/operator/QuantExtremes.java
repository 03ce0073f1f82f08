package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantContraction;
import io.zkml.ml.quant.QuantExtreme;
import io.zkml.ml.quant.QuantOneHot;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Maxima and minima: of several operands, and along axes. */
final class QuantExtremes {

  /** Up to so many elements, an extreme is proven against each; beyond, by a one-hot tensor. */
  private static final int MAX_COMPARED = 64;

  private static final String SCALE = "cast integers to float before, or scale them down";

  private QuantExtremes() {}

  /** The largest (or smallest) of several operands, with broadcasting, as a node's output. */
  static void of(NodeContext context, QuantBuilder builder, List<Operand> operands, boolean least)
      throws OperatorException {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    double unit = 0;
    for (Operand o : operands) {
      unit = Math.max(unit, o instanceof Operand.Computed(View x) ? x.value().scale() : 0);
    }
    boolean exact = !context.outputType(0).isFloat();
    List<Operand> limited = limited(operands, least);
    List<LinearForm> forms = exact || isOn(unit, limited) ? forms(shape, limited, unit) : List.of();
    boolean wide = width(builder, forms) >= 1L << builder.policy().windowBits();
    if (forms.isEmpty() || (wide && (!exact || staysInHalf(context, builder)))) {
      double half = (1L << (builder.policy().windowBits() - 1)) - 1;
      unit = exact ? unit : Math.max(unit, top(limited) / half);
      List<Operand> rounded = new ArrayList<>();
      for (Operand o : limited) {
        String own = name + ".operand" + rounded.size();
        rounded.add(
            o instanceof Operand.Computed(View x)
                ? new Operand.Computed(inHalf(builder, own, x, unit))
                : o);
      }
      forms = forms(shape, rounded, unit);
    }
    int axis = QuantSums.featureAxis(operands, shape);
    if (forms.size() == 1) {
      FormBounds bounds = builder.bounds(forms.getFirst());
      QuantBuilder.ExactTarget y = builder.exact(name, shape, axis, bounds, unit, null);
      builder.emit(new QuantSum(y.index(), forms.getFirst(), y.finish()));
    } else {
      extreme(builder, name, shape, axis, unit, forms, least);
    }
  }

  /** Whether integers stay in half a window each way over the calibration data. */
  private static boolean staysInHalf(NodeContext context, QuantBuilder builder) {
    long half = 1L << (builder.policy().windowBits() - 1);
    return context.node().inputs().stream()
        .filter(builder::isValue)
        .allMatch(input -> builder.range(input).magnitude() < half);
  }

  private static List<LinearForm> forms(TensorShape shape, List<Operand> operands, double unit) {
    List<LinearForm> forms = new ArrayList<>();
    for (Operand o : operands) {
      RealForm form = new RealForm(shape);
      o.addTo(form, 1);
      forms.add(form.on(unit));
    }
    return forms;
  }

  private static boolean isOn(double unit, List<Operand> operands) {
    return operands.stream()
        .allMatch(o -> !(o instanceof Operand.Computed(View x)) || x.value().scale() == unit);
  }

  /** The largest magnitude of an operand. */
  private static double top(List<Operand> operands) {
    double top = 0;
    for (Operand o : operands) {
      switch (o) {
        case Operand.Computed(View x) ->
            top =
                Math.max(
                    top,
                    x.value().scale()
                        * Math.max(Math.abs(x.value().min()), Math.abs(x.value().max())));
        case Operand.Constant c -> {
          for (double v : c.tensor().data()) {
            top = Math.max(top, Math.abs(v));
          }
        }
      }
    }
    return top;
  }

  /** Constants that can never be the result are moved to the end of the others' range. */
  private static List<Operand> limited(List<Operand> operands, boolean least) {
    double end = 0;
    boolean any = false;
    for (Operand o : operands) {
      if (o instanceof Operand.Computed(View x)) {
        double own = x.value().scale() * (least ? x.value().max() : x.value().min());
        end = any ? (least ? Math.min(end, own) : Math.max(end, own)) : own;
        any = true;
      }
    }
    List<Operand> out = new ArrayList<>();
    double bound = end;
    for (Operand o : operands) {
      out.add(
          o instanceof Operand.Constant c
              ? new Operand.Constant(
                  Elementwise.apply(
                          c.tensor(), v -> least ? Math.min(v, bound) : Math.max(v, bound))
                      .getFirst())
              : o);
    }
    return out;
  }

  /** A view on a grid, with a magnitude below half a window. */
  private static View inHalf(QuantBuilder builder, String name, View x, double unit) {
    long half = 1L << (builder.policy().windowBits() - 1);
    View y = onUnit(builder, name, x, unit, 0);
    return y.value().min() > -half && y.value().max() < half
        ? y
        : builder.clipped(name + ".half", y, 1 - half, half - 1);
  }

  /** A view on another grid, rounded if it is not on that one. */
  private static View onUnit(QuantBuilder builder, String name, View x, double unit, int number) {
    if (x.value().scale() == unit) {
      return x;
    }
    String own = name + ".operand" + number;
    QuantBuilder.Target t = builder.rounded(own, x.shape(), QuantBuilder.axis(x.shape()), unit);
    LinearForm form = new RealForm(x.shape()).add(x, 1).on(QuantSums.accumulatorUnit(t));
    builder.emit(new QuantSum(t.index(), form, t.rounding()));
    return builder.view(own);
  }

  private static View extreme(
      QuantBuilder builder,
      String name,
      TensorShape shape,
      int axis,
      double unit,
      List<LinearForm> forms,
      boolean least)
      throws OperatorException {
    Args.require(
        width(builder, forms) < 1L << builder.policy().windowBits(),
        "an extreme of numbers that differ by more than a window cannot be proven yet: " + SCALE);
    long min = forms.stream().mapToLong(f -> end(builder, f, false)).min().orElseThrow();
    long max = forms.stream().mapToLong(f -> end(builder, f, true)).max().orElseThrow();
    QuantValue value = new QuantValue(name, QuantBuilder.stored(shape), axis, unit, min, max);
    builder.emit(new QuantExtreme(builder.define(name, value, shape), forms, least));
    return builder.view(name);
  }

  private static long width(QuantBuilder builder, List<LinearForm> forms) {
    long min = forms.stream().mapToLong(f -> end(builder, f, false)).min().orElse(0);
    long max = forms.stream().mapToLong(f -> end(builder, f, true)).max().orElse(0);
    return max - min;
  }

  /** An end of a form's range; a view is an accumulator, and that is bounded by a magnitude. */
  private static long end(QuantBuilder builder, LinearForm form, boolean most) {
    FormBounds b = builder.bounds(form);
    boolean plain = form.addends().size() == 1 && form.addends().getFirst().map().isIdentity();
    if (plain) {
      return most ? b.max() : b.min();
    }
    return most ? b.magnitude() : -b.magnitude();
  }

  /**
   * The largest (or smallest) element over the last axis of a view.
   *
   * @param x of the shape's axes and one more
   */
  static void along(QuantBuilder builder, String name, TensorShape shape, View x, boolean least)
      throws OperatorException {
    int count = x.shape().dim(x.shape().rank() - 1);
    int[] first = new int[Math.toIntExact(QuantBuilder.stored(shape).elements())];
    if (count == 1) {
      for (int i = 0; i < first.length; i++) {
        first[i] = i;
      }
      builder.define(name, x.moved(shape, first));
      return;
    }
    if (count > MAX_COMPARED) {
      chosen(builder, name, shape, x, least);
      return;
    }
    View source = narrowed(builder, name + ".compared", x);
    List<LinearForm> forms = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int[] at = new int[first.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = i * count + k;
      }
      View element = source.moved(QuantBuilder.stored(shape), at);
      forms.add(new RealForm(shape).add(element, 1).on(source.value().scale()));
    }
    extreme(builder, name, shape, QuantBuilder.axis(shape), source.value().scale(), forms, least);
  }

  /** A view whose magnitude is below half a window, on a coarser grid if it is not. */
  private static View narrowed(QuantBuilder builder, String name, View x) {
    long half = 1L << (builder.policy().windowBits() - 1);
    QuantValue v = x.value();
    if (v.min() > -half && v.max() < half) {
      return x;
    }
    boolean signed = v.min() >= -half && v.max() < half;
    double coarser = (2.0 * half - 1) / (half - 2);
    return inHalf(builder, name, x, v.scale() == 1 || signed ? v.scale() : coarser * v.scale());
  }

  /** As {@link #along}, as the sum of the one-hot extreme times the view. */
  private static void chosen(
      QuantBuilder builder, String name, TensorShape shape, View x, boolean least)
      throws OperatorException {
    View stored = builder.stored(name + ".compared", x);
    int last = x.shape().rank() - 1;
    View hot = oneHot(builder, name + ".onehot", stored, last, least);
    QuantValue v = stored.value();
    long magnitude =
        Math.multiplyExact(
            Math.max(Math.abs(v.min()), Math.abs(v.max())), (long) x.shape().dim(last));
    FormBounds bounds = new FormBounds(v.min(), v.max(), magnitude);
    QuantBuilder.ExactTarget y =
        builder.exact(name, shape, QuantBuilder.axis(shape), bounds, v.scale(), null);
    List<Integer> labels = IntStream.rangeClosed(0, last).boxed().toList();
    builder.emit(
        new QuantContraction(
            y.index(),
            stored.index(),
            labels,
            hot.index(),
            labels,
            1,
            QuantProducts.NOTHING,
            y.finish()));
  }

  /**
   * The position of the extreme along an axis as a one-hot value.
   *
   * @return a value of the view's shape
   */
  static View oneHot(QuantBuilder builder, String name, View x, int axis, boolean least)
      throws OperatorException {
    View stored = builder.stored(name + ".source", x);
    QuantValue v = stored.value();
    Args.require(
        v.max() - v.min() < 1L << builder.policy().windowBits(),
        "comparing numbers that differ by more than a window cannot be proven yet: " + SCALE);
    QuantValue value = new QuantValue(name, v.shape(), v.featureAxis(), 1, 0, 1);
    int index = builder.define(name, value, stored.shape());
    builder.emit(new QuantOneHot(index, stored.index(), axis, least));
    return builder.view(name);
  }
}
