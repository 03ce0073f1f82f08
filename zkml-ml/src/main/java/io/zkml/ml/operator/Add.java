package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantSum;
import java.util.Arrays;
import java.util.List;

/** {@code Add}: the sum of two tensors, with broadcasting. */
public final class Add implements Operator {
  Add() {}

  @Override
  public String name() {
    return "Add";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(Broadcast.shape(context.inputShape(0), context.inputShape(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    FloatTensor result =
        Broadcast.apply(inputs.get(0), inputs.get(1), target, (left, right) -> left + right);
    return List.of(Wrap.wrap(context.outputType(0), result));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    String left = context.node().input(0);
    String right = context.node().input(1);
    if (builder.isValue(left) && builder.isValue(right)) {
      sum(context, builder, builder.view(left), builder.view(right));
    } else {
      int constant = builder.isValue(left) ? 1 : 0;
      FloatTensor bias =
          context
              .constant(constant)
              .orElseThrow(() -> new OperatorException("an operand has no value"));
      addConstant(context, builder, builder.view(context.node().input(1 - constant)), bias);
    }
  }

  private static void sum(
      NodeContext context, QuantBuilder builder, QuantBuilder.View x, QuantBuilder.View y)
      throws OperatorException {
    Args.require(
        x.shape().equals(y.shape())
            && x.value().shape().equals(y.value().shape())
            && x.value().featureAxis() == y.value().featureAxis(),
        "operands of shapes "
            + x.shape()
            + " and "
            + y.shape()
            + " (broadcasting a computed"
            + " value) cannot be proven yet");
    QuantBuilder.Target z =
        builder.target(
            context.node().output(0), x.value().shape(), x.shape(), x.value().featureAxis());
    List<QuantSum.Addend> addends = List.of(QuantSums.addend(x, z), QuantSums.addend(y, z));
    builder.emit(QuantSums.sum(addends, QuantSums.zeroBias(z), z));
  }

  private static void addConstant(
      NodeContext context, QuantBuilder builder, QuantBuilder.View x, FloatTensor constant)
      throws OperatorException {
    Args.require(x.isDirect(), "adding a constant to a reshaped value cannot be proven yet");
    int axis = axis(x, constant);
    QuantBuilder.Target z =
        builder.target(
            context.node().output(0), x.value().shape(), x.shape(), x.value().featureAxis());
    double[] bias = new double[x.shape().dim(axis)];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = constant.get(constant.size() == 1 ? 0 : i);
    }
    IntTensor quantised =
        QuantBuilder.weights(FloatTensor.vector(bias), TensorShape.of(bias.length), 1, z);
    List<QuantSum.Addend> addends = List.of(QuantSums.addend(x, z));
    builder.emit(new QuantSum(z.index(), addends, quantised, axis, z.rounding()));
  }

  /** The one axis of a value that a constant varies along. */
  private static int axis(QuantBuilder.View x, FloatTensor constant) throws OperatorException {
    if (constant.size() == 1 && constant.shape().rank() <= x.shape().rank()) {
      return x.value().featureAxis();
    }
    for (int axis = x.shape().rank() - 1; axis >= 0; axis--) {
      int[] along = new int[x.shape().rank()];
      Arrays.fill(along, 1);
      along[axis] = x.shape().dim(axis);
      TensorShape shape = TensorShape.of(along);
      if (constant.size() == along[axis]
          && constant.shape().rank() <= along.length
          && Broadcast.shape(constant.shape(), shape).equals(shape)) {
        return axis;
      }
    }
    throw new OperatorException(
        "a constant of shape "
            + constant.shape()
            + " added to a value of shape "
            + x.shape()
            + " cannot be proven yet: only one along a single axis");
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
