package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Col2Im}: adds up sliding blocks, columns of {@code [N, C * block, positions]}, to images
 * {@code [N, C, spatial...]}. Image and block shape are constant.
 */
public final class Col2Im implements Operator {
  private static final int MAX_VALUE = 1 << 20;

  Col2Im() {}

  @Override
  public String name() {
    return "Col2Im";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3)
        .with("dilations", AttributeKind.INTS)
        .with("pads", AttributeKind.INTS)
        .with("strides", AttributeKind.INTS);
  }

  private static Window window(NodeContext context) throws OperatorException {
    int[] image = Indices.dims(context, 1, "image_shape");
    int[] block = Indices.dims(context, 2, "block_shape");
    int rank = image.length;
    Args.require(rank >= 1 && block.length == rank, "image and block differ in rank");
    int[] strides = list(context, "strides", rank, 1);
    int[] dilations = list(context, "dilations", rank, 1);
    int[] pads = list(context, "pads", 2 * rank, 0);
    WindowAxis[] axes = new WindowAxis[rank];
    for (int i = 0; i < rank; i++) {
      Args.require(image[i] > 0 && block[i] > 0, "an empty image or block");
      long extent = (block[i] - 1L) * dilations[i] + 1;
      long slack = (long) image[i] + pads[i] + pads[i + rank] - extent;
      Args.require(slack >= 0, "the block is larger than the padded image");
      axes[i] =
          new WindowAxis(
              image[i],
              block[i],
              strides[i],
              dilations[i],
              pads[i],
              pads[i + rank],
              (int) (slack / strides[i]) + 1);
    }
    return new Window(Arrays.asList(axes));
  }

  private static int[] list(NodeContext context, String name, int count, int absent)
      throws OperatorException {
    int[] values = new int[count];
    Arrays.fill(values, absent);
    List<Long> given = context.attributes().ints(name).orElse(null);
    if (given != null) {
      Args.require(given.size() == count, name + " " + given + " needs " + count + " numbers");
      for (int i = 0; i < count; i++) {
        values[i] = Args.toIntIn(given.get(i), absent, MAX_VALUE, name);
      }
    }
    return values;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Window window = window(context);
    TensorShape shape = context.inputShape(0);
    long block = 1;
    long positions = 1;
    int[] dims = new int[window.axes().size() + 2];
    for (int i = 0; i < window.axes().size(); i++) {
      block *= window.axes().get(i).kernel();
      positions *= window.axes().get(i).output();
      dims[i + 2] = window.axes().get(i).input();
    }
    Args.require(
        shape.rank() == 3 && shape.dim(1) % block == 0 && shape.dim(2) == positions,
        "the input has shape " + shape + " for blocks of " + block + " at " + positions);
    dims[0] = shape.dim(0);
    dims[1] = (int) (shape.dim(1) / block);
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    visit(context, (from, to) -> out[to] += inputs.get(0).get(from));
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  /** Takes every entry of the input that lands in the image. */
  private interface Visitor {
    /** The entry's index and that of the image's element. */
    void visit(int from, int to) throws OperatorException;
  }

  private static void visit(NodeContext context, Visitor visitor) throws OperatorException {
    List<WindowAxis> axes = window(context).axes();
    TensorShape target = context.outputShape(0);
    int[] dims = new int[2 * axes.size() + 1];
    dims[0] = target.dim(0) * target.dim(1);
    for (int i = 0; i < axes.size(); i++) {
      dims[i + 1] = axes.get(i).kernel();
      dims[i + 1 + axes.size()] = axes.get(i).output();
    }
    Positions at = new Positions(TensorShape.of(dims));
    while (at.next()) {
      int to = at.at(0);
      boolean inside = true;
      for (int i = 0; i < axes.size(); i++) {
        WindowAxis axis = axes.get(i);
        int position = axis.position(at.at(i + 1 + axes.size()), at.at(i + 1));
        inside &= position >= 0 && position < axis.input();
        to = to * axis.input() + position;
      }
      if (inside) {
        visitor.visit(at.index(), to);
      }
    }
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    int outputs = Math.toIntExact(context.outputShape(0).elements());
    QuantTaps taps = new QuantTaps(outputs);
    visit(context, (from, to) -> taps.add(to, from, 1));
    taps.emit(context, builder, new double[outputs]);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
