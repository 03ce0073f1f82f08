package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code GatherND}: the last axis of the indices holds the leading coordinates of slices of the
 * data, behind {@code batch_dims} axes that both have.
 */
public final class GatherND implements Operator {
  GatherND() {}

  @Override
  public String name() {
    return "GatherND";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with(opset >= 12, "batch_dims", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape indices = context.inputShape(1);
    String shapes = "indices of shape " + indices + " into data of shape " + data;
    Args.require(data.rank() > 0 && indices.rank() > 0, shapes);
    int batch = batch(context);
    int coordinates = indices.dim(indices.rank() - 1);
    Args.require(coordinates >= 1 && coordinates <= data.rank() - batch, shapes);
    for (int axis = 0; axis < batch; axis++) {
      Args.require(data.dim(axis) == indices.dim(axis), shapes);
    }
    IntStream slice = Arrays.stream(data.toArray()).skip((long) batch + coordinates);
    IntStream leading = Arrays.stream(indices.toArray()).limit(indices.rank() - 1L);
    return List.of(TensorShape.of(IntStream.concat(leading, slice).toArray()));
  }

  private static int batch(NodeContext context) throws OperatorException {
    int ranks = Math.min(context.inputShape(0).rank(), context.inputShape(1).rank());
    return Args.toIntIn(context.attributes().intValue("batch_dims", 0), 0, ranks - 1, "batch_dims");
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor data = inputs.get(0);
    FloatTensor indices = inputs.get(1);
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    int batch = batch(context);
    int coordinates = indices.shape().dim(indices.shape().rank() - 1);
    int slices = indices.size() / coordinates;
    int size = slices == 0 ? 0 : out.length / slices;
    int batches = Math.toIntExact(data.shape().elements(0, batch));
    int perBatch = batches == 0 ? 0 : slices / batches;
    for (int slice = 0; size > 0 && slice < slices; slice++) {
      int from = slice / perBatch;
      for (int i = 0; i < coordinates; i++) {
        int length = data.shape().dim(batch + i);
        double index = indices.get(slice * coordinates + i);
        from = from * length + Indices.position(index, length);
      }
      System.arraycopy(data.data(), from * size, out, slice * size, size);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
