package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code SpaceToDepth}: gathers blocks of the image in channels, {@code [N, C, H, W]} to {@code [N,
 * b * b * C, H / b, W / b]}; the place in the block is the outer part of the channel.
 */
public final class SpaceToDepth implements Operator {
  SpaceToDepth() {}

  @Override
  public String name() {
    return "SpaceToDepth";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("blocksize", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int block = DepthToSpace.block(context);
    Args.require(
        shape.dim(2) % block == 0 && shape.dim(3) % block == 0,
        "blocks of " + block + " in " + shape);
    int channels = Args.toInt((long) shape.dim(1) * block * block, "the number of channels");
    return List.of(
        TensorShape.of(shape.dim(0), channels, shape.dim(2) / block, shape.dim(3) / block));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int block = DepthToSpace.block(context);
    TensorShape target = context.outputShape(0);
    int channels = context.inputShape(0).dim(1);
    int[] strides = inputs.get(0).shape().strides();
    double[] out = new double[Math.toIntExact(target.elements())];
    Positions at = new Positions(target);
    while (at.next()) {
      int cell = at.at(1) / channels;
      out[at.index()] =
          inputs
              .get(0)
              .get(
                  at.at(0) * strides[0]
                      + at.at(1) % channels * strides[1]
                      + (at.at(2) * block + cell / block) * strides[2]
                      + (at.at(3) * block + cell % block) * strides[3]);
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
