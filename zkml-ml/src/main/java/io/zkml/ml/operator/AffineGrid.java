package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * {@code AffineGrid}: the grid for {@link GridSample} that affine maps {@code [N, rank, rank + 1]}
 * make of an image of constant size {@code [N, C, spatial...]}.
 */
public final class AffineGrid implements Operator {
  AffineGrid() {}

  @Override
  public String name() {
    return "AffineGrid";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("align_corners", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int[] size = Indices.dims(context, 1, "size");
    int rank = size.length - 2;
    Args.require(rank == 2 || rank == 3, "the size is " + Arrays.toString(size));
    TensorShape due = TensorShape.of(size[0], rank, rank + 1);
    Args.require(context.inputShape(0).equals(due), "theta has shape " + context.inputShape(0));
    int[] dims = new int[rank + 2];
    dims[0] = size[0];
    System.arraycopy(size, 2, dims, 1, rank);
    dims[rank + 1] = rank;
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    boolean align = context.attributes().intValue("align_corners", 0) != 0;
    TensorShape target = context.outputShape(0);
    int rank = target.rank() - 2;
    double[] theta = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(target.elements())];
    Positions at = new Positions(target);
    while (at.next()) {
      int row = (at.at(0) * rank + at.at(rank + 1)) * (rank + 1);
      double sum = theta[row + rank];
      for (int i = 0; i < rank; i++) {
        int axis = rank - i;
        sum += theta[row + i] * coordinate(at.at(axis), target.dim(axis), align);
      }
      out[at.index()] = sum;
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    boolean align = context.attributes().intValue("align_corners", 0) != 0;
    TensorShape target = context.outputShape(0);
    int rank = target.rank() - 2;
    int outputs = Math.toIntExact(target.elements());
    QuantTaps taps = new QuantTaps(outputs);
    Positions at = new Positions(target);
    while (at.next()) {
      int row = (at.at(0) * rank + at.at(rank + 1)) * (rank + 1);
      taps.add(at.index(), row + rank, 1);
      for (int i = 0; i < rank; i++) {
        int axis = rank - i;
        taps.add(at.index(), row + i, coordinate(at.at(axis), target.dim(axis), align));
      }
    }
    taps.emit(context, builder, new double[outputs]);
  }

  private static double coordinate(int position, int length, boolean align) {
    if (align) {
      return length == 1 ? -1 : -1 + 2.0 * position / (length - 1);
    }
    return (2.0 * position + 1) / length - 1;
  }
}
