package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code Dropout} in inference: the input unchanged, and a mask of ones where the node asks for it.
 * Training mode is refused.
 */
public final class Dropout implements Operator {
  private static final int BOOLEAN_MASK_OPSET = 10;
  private static final int INPUT_RATIO_OPSET = 12;
  private static final int TRAINING_MODE = 2;

  Dropout() {}

  @Override
  public String name() {
    return "Dropout";
  }

  @Override
  public Signature signature(int opset) {
    return opset >= INPUT_RATIO_OPSET
        ? Signature.of(1, 3).outputs(2).with("seed", AttributeKind.INT)
        : Signature.of(1, 1).outputs(2).with("ratio", AttributeKind.FLOAT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    if (context.hasInput(TRAINING_MODE)) {
      Optional<FloatTensor> training = context.constant(TRAINING_MODE);
      Args.require(
          training.isPresent() && Arrays.stream(training.get().data()).allMatch(x -> x == 0),
          "training_mode is on or unknown; export the model for inference");
    }
    return Collections.nCopies(context.outputCount(), context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    DataType mask = context.opset() >= BOOLEAN_MASK_OPSET ? DataType.BOOL : context.inputType(0);
    return List.of(context.inputType(0), mask).subList(0, context.outputCount());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    FloatTensor data = inputs.get(0);
    if (context.outputCount() == 1) {
      return List.of(data);
    }
    double[] mask = new double[data.size()];
    Arrays.fill(mask, 1);
    return List.of(data, FloatTensor.of(data.shape(), mask));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) {
    builder.alias(context.node().output(0), context.node().input(0), context.outputShape(0));
  }
}
