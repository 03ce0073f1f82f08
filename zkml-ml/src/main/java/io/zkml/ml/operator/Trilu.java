package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code Trilu}: the upper or lower triangle of every matrix, up to a diagonal {@code k}; the rest
 * is 0.
 */
public final class Trilu implements Operator {
  Trilu() {}

  @Override
  public String name() {
    return "Trilu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 2).with("upper", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() >= 2, "the input has shape " + shape);
    if (context.hasInput(1)) {
      Args.require(context.inputShape(1).elements() == 1, "k has shape " + context.inputShape(1));
    }
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    boolean upper = context.attributes().intValue("upper", 1) != 0;
    double diagonal = inputs.find(1).map(k -> k.get(0)).orElse(0.0);
    TensorShape shape = context.outputShape(0);
    int rows = shape.dim(shape.rank() - 2);
    int columns = shape.dim(shape.rank() - 1);
    double[] out = inputs.get(0).data().clone();
    for (int i = 0; i < out.length; i++) {
      double distance = i % columns - (double) (i / columns % rows) - diagonal;
      if (upper ? distance < 0 : distance > 0) {
        out[i] = 0;
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
