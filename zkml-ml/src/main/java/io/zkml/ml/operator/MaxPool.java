package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantMax;
import io.zkml.ml.quant.View;
import java.util.Collections;
import java.util.List;

/**
 * {@code MaxPool}: the largest element under a sliding window over one to three spatial axes;
 * padding never wins. A second output tells where each element came from, as a row-major (or, with
 * {@code storage_order}, column-major) index into the whole input.
 */
public final class MaxPool implements Operator {
  private static final int STORAGE_ORDER_OPSET = 8;
  private static final int DILATIONS_OPSET = 10;

  MaxPool() {}

  @Override
  public String name() {
    return "MaxPool";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(1, 1).outputs(opset >= STORAGE_ORDER_OPSET ? 2 : 1))
        .with(opset >= STORAGE_ORDER_OPSET, "storage_order", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "ceil_mode", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "dilations", AttributeKind.INTS);
  }

  /** The window of a pooling. */
  public static Window window(NodeContext context) throws OperatorException {
    Window window = Window.ofPool(context);
    Args.require(!window.hasEmptyWindow(), "a window lies wholly in the padding");
    return window;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape shape = window(context).outputShape(data.dim(0), data.dim(1));
    return Collections.nCopies(context.outputCount(), shape);
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(0), DataType.INT64);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Window window = window(context);
    FloatTensor maximum = PoolKernel.maximum(inputs.get(0), window);
    if (context.outputCount() == 1) {
      return List.of(maximum);
    }
    boolean columns = context.attributes().intValue("storage_order", 0) != 0;
    return List.of(maximum, MaxPoolIndices.find(inputs.get(0), maximum, window, columns));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    Args.require(
        context.outputCount() == 1, "the output of indices cannot be proven yet: leave it out");
    View x = QuantSums.image(context, builder);
    int y = builder.sameScale(context.node().output(0), x, context.outputShape(0));
    builder.emit(new QuantMax(y, x.index(), window(context).specs()));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    List<WindowAxis> axes = window(context).axes();
    boolean dilates = false;
    for (WindowAxis axis : axes) {
      int reach = axis.position(axis.output() - 1, axis.kernel() - 1);
      boolean padded = axis.padBegin() > 0 || reach >= axis.input();
      dilates |= axis.dilation() > 1 && padded;
    }
    if (!dilates || context.outputCount() > 1) {
      return false;
    }
    graph.output(0, WindowNodes.maximum(graph, context, axes));
    return true;
  }
}
