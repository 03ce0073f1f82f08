package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code NonMaxSuppression}: of the boxes of each class, those that don't overlap a better one too
 * much, as rows (batch, class, box). How many there are depends on all inputs: they must be
 * constant.
 */
public final class NonMaxSuppression implements Operator {
  private static final List<String> INPUTS =
      List.of("boxes", "scores", "max_output_boxes_per_class", "iou_threshold", "score_threshold");

  /** Boxes of a picture that are compared with one another, at most. */
  private static final int MAX_BOXES = 1 << 16;

  NonMaxSuppression() {}

  @Override
  public String name() {
    return "NonMaxSuppression";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 5).with("center_point_box", AttributeKind.INT);
  }

  private static FloatTensor constant(NodeContext context, int input) throws OperatorException {
    String name = INPUTS.get(input);
    return context
        .constant(input)
        .orElseThrow(
            () -> new OperatorException("input '" + name + "' must be constant: " + Args.BIND));
  }

  private static double number(NodeContext context, int input, double absent)
      throws OperatorException {
    if (!context.hasInput(input)) {
      return absent;
    }
    FloatTensor tensor = constant(context, input);
    Args.require(tensor.size() == 1, "input '" + INPUTS.get(input) + "' is not a single number");
    return tensor.get(0);
  }

  private static double[] rows(NodeContext context) throws OperatorException {
    BoxSelection selection =
        new BoxSelection(
            constant(context, 0),
            constant(context, 1),
            context.attributes().intValue("center_point_box", 0) != 0,
            number(context, 2, 0),
            number(context, 3, 0),
            number(context, 4, Double.NEGATIVE_INFINITY));
    TensorShape scores = context.inputShape(1);
    List<Double> rows = new ArrayList<>();
    for (int batch = 0; batch < scores.dim(0); batch++) {
      for (int group = 0; group < scores.dim(1); group++) {
        for (double box : selection.select(batch, group)) {
          rows.addAll(List.of((double) batch, (double) group, box));
        }
      }
    }
    return rows.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape boxes = context.inputShape(0);
    TensorShape scores = context.inputShape(1);
    Args.require(
        boxes.rank() == 3
            && scores.rank() == 3
            && boxes.equals(TensorShape.of(scores.dim(0), scores.dim(2), 4)),
        "boxes of shape " + boxes + " and scores of shape " + scores);
    Args.require(boxes.dim(1) <= MAX_BOXES, boxes.dim(1) + " boxes");
    return List.of(TensorShape.of(rows(context).length / 3, 3));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(FloatTensor.of(context.outputShape(0), rows(context)));
  }
}
