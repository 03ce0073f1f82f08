package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.RealFunction;
import io.zkml.ml.quant.View;

/** Conversions between element types. */
final class QuantCasts {

  private QuantCasts() {}

  /** Converts a node's first input to its output's type. */
  static void emit(NodeContext context, QuantBuilder builder) throws OperatorException {
    DataType from = context.inputType(0);
    DataType to = context.outputType(0);
    String name = context.node().output(0);
    View x = builder.view(context.node().input(0));
    if (to.isFloat()) {
      builder.define(name, x);
    } else if (to == DataType.BOOL && from != DataType.BOOL) {
      nonZero(builder, name, x);
    } else if (from.isFloat()) {
      RealFunction convert = new RealFunction.Tabulated(v -> ElementTypes.convert(v, from, to));
      QuantSums.activation(context, builder, convert);
    } else {
      boolean fits = x.value().min() >= Limits.lowest(to) && x.value().max() <= Limits.highest(to);
      RealForm form = new RealForm(x.shape()).add(x, 1);
      if (fits) {
        builder.define(name, x);
      } else {
        // Numbers beyond the type would wrap around: a run with such cannot be proven.
        QuantSums.emit(context, builder, form);
      }
    }
  }

  private static void nonZero(QuantBuilder builder, String name, View x) {
    TensorShape shape = x.shape();
    LinearForm above = new RealForm(shape).add(x, 1).on(x.value().scale());
    LinearForm below = new RealForm(shape).add(x, -1).on(x.value().scale());
    View more = QuantComparisons.positive(builder, name + ".above", shape, above);
    View less = QuantComparisons.positive(builder, name + ".below", shape, below);
    RealForm either = new RealForm(shape).add(more, 1).add(less, 1);
    QuantComparisons.flag(builder, name, shape, either.on(1));
  }
}
