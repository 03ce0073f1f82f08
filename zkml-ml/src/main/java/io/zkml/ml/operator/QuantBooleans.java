package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;

/** Connectives of two booleans: {@code m a b + p (a + b)}. */
final class QuantBooleans {

  private QuantBooleans() {}

  /**
   * A connective as a node's output.
   *
   * @param product factor m
   * @param sum factor p
   */
  static void combine(NodeContext context, QuantBuilder builder, int product, int sum)
      throws OperatorException {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    Operand a = Operand.of(context, builder, 0);
    Operand b = Operand.of(context, builder, 1);
    if (a instanceof Operand.Computed(View x) && b instanceof Operand.Computed(View y)) {
      LinearForm left = new RealForm(shape).add(x, 1).on(1);
      LinearForm right = new RealForm(shape).add(y, 1).on(1);
      LinearForm plus =
          sum == 0 ? QuantProducts.NOTHING : new RealForm(shape).add(x, sum).add(y, sum).on(1);
      FormBounds l = builder.bounds(left);
      FormBounds r = builder.bounds(right);
      long ledger =
          Math.abs(product) * Math.multiplyExact(l.magnitude(), r.magnitude())
              + builder.bounds(plus).magnitude();
      QuantBuilder.ExactTarget z =
          builder.exact(
              name,
              shape,
              QuantBuilder.axis(shape),
              new FormBounds(0, 1, ledger),
              1,
              DataType.BOOL);
      builder.emit(new QuantProduct(z.index(), left, right, product, plus, z.finish()));
    } else if (a instanceof Operand.Computed(View x) && b instanceof Operand.Constant c) {
      withConstant(builder, name, shape, x, c.tensor(), product, sum);
    } else if (a instanceof Operand.Constant c && b instanceof Operand.Computed(View y)) {
      withConstant(builder, name, shape, y, c.tensor(), product, sum);
    }
  }

  private static void withConstant(
      QuantBuilder builder,
      String name,
      TensorShape shape,
      View x,
      FloatTensor constant,
      int product,
      int sum) {
    FloatTensor factors = Elementwise.apply(constant, c -> c == 0 ? sum : product + sum).getFirst();
    FloatTensor ones = Elementwise.apply(constant, c -> c == 0 ? 0 : 1).getFirst();
    RealForm form = new RealForm(shape).add(x, 1, factors).add(ones, sum);
    QuantComparisons.flag(builder, name, shape, form.on(1));
  }
}
