package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.List;

/** Choices between two operands by a boolean one: {@code b + c (a - b)}. */
final class QuantSelections {

  private QuantSelections() {}

  /** {@code whenTrue} where the condition is 1, else {@code whenFalse}, as a node's output. */
  static void select(
      NodeContext context,
      QuantBuilder builder,
      Operand condition,
      Operand whenTrue,
      Operand whenFalse) {
    switch (condition) {
      case Operand.Constant c -> masked(context, builder, c.tensor(), whenTrue, whenFalse);
      case Operand.Computed c -> chosen(context, builder, c.view(), whenTrue, whenFalse);
    }
  }

  private static void masked(
      NodeContext context,
      QuantBuilder builder,
      FloatTensor mask,
      Operand whenTrue,
      Operand whenFalse) {
    RealForm form = new RealForm(context.outputShape(0));
    FloatTensor yes = Elementwise.apply(mask, x -> x == 0 ? 0 : 1).getFirst();
    FloatTensor no = Elementwise.apply(mask, x -> x == 0 ? 1 : 0).getFirst();
    addMasked(form, whenTrue, yes);
    addMasked(form, whenFalse, no);
    QuantSums.emit(context, builder, form);
  }

  private static void addMasked(RealForm form, Operand operand, FloatTensor mask) {
    switch (operand) {
      case Operand.Computed c -> form.add(c.view(), 1, mask);
      case Operand.Constant c ->
          form.add(
              Broadcast.apply(c.tensor(), mask, form.shape(), (value, keep) -> value * keep), 1);
    }
  }

  private static void chosen(
      NodeContext context,
      QuantBuilder builder,
      View condition,
      Operand whenTrue,
      Operand whenFalse) {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    RealForm difference = new RealForm(shape);
    whenTrue.addTo(difference, 1);
    whenFalse.addTo(difference, -1);
    RealForm otherwise = new RealForm(shape);
    whenFalse.addTo(otherwise, 1);
    LinearForm chooses = new RealForm(shape).add(condition, 1).on(1);
    int axis = QuantSums.featureAxis(List.of(whenTrue, whenFalse), shape);
    if (context.outputType(0).isFloat()) {
      QuantBuilder.Target y = builder.target(name, QuantBuilder.stored(shape), shape, axis);
      double one = QuantSums.accumulatorUnit(y);
      builder.emit(
          new QuantProduct(
              y.index(), chooses, difference.on(one), 1, otherwise.on(one), y.rounding()));
    } else {
      RealForm first = new RealForm(shape);
      whenTrue.addTo(first, 1);
      FormBounds a = builder.bounds(first.on(1));
      FormBounds b = builder.bounds(otherwise.on(1));
      long ledger =
          Math.addExact(
              Math.multiplyExact(
                  builder.bounds(chooses).magnitude(),
                  builder.bounds(difference.on(1)).magnitude()),
              b.magnitude());
      FormBounds bounds =
          new FormBounds(Math.min(a.min(), b.min()), Math.max(a.max(), b.max()), ledger);
      QuantBuilder.ExactTarget y =
          builder.exact(name, shape, axis, bounds, 1, context.outputType(0));
      builder.emit(
          new QuantProduct(y.index(), chooses, difference.on(1), 1, otherwise.on(1), y.finish()));
    }
  }
}
