package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;
import java.util.ArrayList;
import java.util.List;

/** {@code Max}: the maximum of any number of tensors, with broadcasting. */
public final class Max implements Variadic {
  Max() {}

  @Override
  public String name() {
    return "Max";
  }

  @Override
  public double combine(double before, double element) {
    return Math.max(before, element);
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < context.inputCount(); i++) {
      operands.add(Operand.of(context, builder, i));
    }
    QuantExtremes.of(context, builder, operands, false);
  }
}
