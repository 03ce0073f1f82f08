package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Upsample}, before opset 10: enlarges the axes by constant scales, nearest or linear. The
 * scales are an attribute before opset 9 and an input in it.
 */
public final class Upsample implements Operator {
  private static final int INPUT_OPSET = 9;

  Upsample() {}

  @Override
  public String name() {
    return "Upsample";
  }

  @Override
  public Signature signature(int opset) {
    boolean input = opset >= INPUT_OPSET;
    return Signature.of(input ? 2 : 1, input ? 2 : 1)
        .with("mode", AttributeKind.STRING)
        .with(!input, "scales", AttributeKind.FLOATS);
  }

  private static List<ResizeAxis> axes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    double[] scales =
        context.opset() >= INPUT_OPSET
            ? context.constant(1).map(FloatTensor::data).orElse(new double[0])
            : context.attributes().floats("scales").orElse(List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    Args.require(scales.length == shape.rank(), "needs " + shape.rank() + " constant scales");
    List<ResizeAxis> axes = new ArrayList<>();
    for (int i = 0; i < scales.length; i++) {
      double output = Math.floor((float) shape.dim(i) * (float) scales[i]);
      int length = Args.toIntIn((long) output, 0, 1 << 28, "a length");
      axes.add(new ResizeAxis(shape.dim(i), length, scales[i], 0, 1));
    }
    return axes;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(context.inputShape(0).elements() > 0, "the input is empty");
    List<ResizeAxis> axes = axes(context);
    for (ResizeAxis axis : axes) {
      axis.weights(ResizeAxis.Rule.asymmetric(context.attributes()));
    }
    return List.of(Args.shape(axes.stream().map(ResizeAxis::output).toList()));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    ResizeAxis.Rule rule = ResizeAxis.Rule.asymmetric(context.attributes());
    return List.of(Resize.resized(inputs.get(0), axes(context), rule, 0));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    boolean moves = context.attributes().stringValue("mode", "nearest").equals("nearest");
    return moves ? List.of(0) : List.of();
  }
}
