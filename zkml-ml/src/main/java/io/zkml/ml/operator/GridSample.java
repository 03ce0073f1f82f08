package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;
import java.util.Objects;

/**
 * {@code GridSample}: reads images {@code [N, C, spatial...]} at the points of a grid {@code [N,
 * points..., rank]}, whose coordinates go from -1 to 1 and name the innermost axis first.
 */
public final class GridSample implements Operator {
  GridSample() {}

  @Override
  public String name() {
    return "GridSample";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2)
        .with("align_corners", AttributeKind.INT)
        .with("mode", AttributeKind.STRING)
        .with("padding_mode", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape grid = context.inputShape(1);
    int rank = data.rank() - 2;
    Args.require(
        rank >= 1
            && data.elements() > 0
            && grid.rank() == data.rank()
            && grid.dim(0) == data.dim(0)
            && grid.dim(rank + 1) == rank,
        "a grid of shape " + grid + " on data of shape " + data);
    GridPoint.Rule.of(context);
    int[] dims = data.toArray();
    for (int i = 0; i < rank; i++) {
      dims[i + 2] = grid.dim(i + 1);
    }
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    double[] data = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(target.elements())];
    visit(context, inputs.get(1), (at, point, plane) -> out[at] = point.read(data, plane));
    return List.of(FloatTensor.of(target, out));
  }

  /** Takes every output. */
  private interface Visitor {
    /** An output by its index, the point it stands for and the begin of its plane. */
    void visit(int output, GridPoint point, int plane) throws OperatorException;
  }

  private static void visit(NodeContext context, FloatTensor grid, Visitor visitor)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    TensorShape data = context.inputShape(0);
    int rank = data.rank() - 2;
    int[] dims = new int[rank];
    System.arraycopy(data.toArray(), 2, dims, 0, rank);
    GridPoint point = new GridPoint(dims, GridPoint.Rule.of(context));
    int plane = Math.toIntExact(data.elements(2, data.rank()));
    int points = Math.toIntExact(target.elements(2, target.rank()));
    for (int n = 0; n < target.dim(0); n++) {
      for (int p = 0; p < points; p++) {
        point.moveTo(grid.data(), (n * points + p) * rank);
        for (int c = n * target.dim(1); c < (n + 1) * target.dim(1); c++) {
          visitor.visit(c * points + p, point, c * plane);
        }
      }
    }
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    FloatTensor grid = context.constant(1).orElse(null);
    Args.require(
        grid != null && builder.isValue(context.node().input(0)),
        "only data read at the points of a constant grid can be proven");
    int outputs = Math.toIntExact(context.outputShape(0).elements());
    QuantTaps taps = new QuantTaps(outputs);
    visit(
        context,
        Objects.requireNonNull(grid),
        (at, point, plane) -> point.taps((offset, weight) -> taps.add(at, plane + offset, weight)));
    taps.emit(context, builder, new double[outputs]);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
