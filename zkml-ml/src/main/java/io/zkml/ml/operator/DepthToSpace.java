package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code DepthToSpace}: spreads channels over blocks of the image, {@code [N, C * b * b, H, W]} to
 * {@code [N, C, H * b, W * b]}. The block is the outer part of the channels (mode DCR) or the inner
 * one (CRD).
 */
public final class DepthToSpace implements Operator {
  DepthToSpace() {}

  @Override
  public String name() {
    return "DepthToSpace";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("blocksize", AttributeKind.INT)
        .with(opset >= 11, "mode", AttributeKind.STRING);
  }

  /** The length of a block's side. */
  static int block(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() == 4, "the input has shape " + shape);
    return Args.toIntIn(context.attributes().intValue("blocksize", 0), 1, 1 << 12, "blocksize");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int block = block(context);
    String mode = context.attributes().stringValue("mode", "DCR");
    Args.require(mode.equals("DCR") || mode.equals("CRD"), "mode is '" + mode + "'");
    Args.require(shape.dim(1) % (block * block) == 0, "blocks of " + block + " in " + shape);
    int height = Args.toInt((long) shape.dim(2) * block, "the height");
    int width = Args.toInt((long) shape.dim(3) * block, "the width");
    return List.of(TensorShape.of(shape.dim(0), shape.dim(1) / (block * block), height, width));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int block = block(context);
    boolean inner = context.attributes().stringValue("mode", "DCR").equals("CRD");
    TensorShape target = context.outputShape(0);
    int channels = target.dim(1);
    int[] strides = inputs.get(0).shape().strides();
    double[] out = new double[Math.toIntExact(target.elements())];
    Positions at = new Positions(target);
    while (at.next()) {
      int cell = at.at(2) % block * block + at.at(3) % block;
      int channel = inner ? at.at(1) * block * block + cell : cell * channels + at.at(1);
      out[at.index()] =
          inputs
              .get(0)
              .get(
                  at.at(0) * strides[0]
                      + channel * strides[1]
                      + at.at(2) / block * strides[2]
                      + at.at(3) / block * strides[3]);
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
