package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Softmax} of the scores that a mask leaves: what exporters write as scores plus large
 * negative numbers. The others become 0, and a lane of which nothing is left, all 0.
 *
 * <p>Inputs: scores, and a boolean that is true where a score is hidden, which broadcasts to them.
 */
public final class MaskedSoftmax implements Operator {

  private static final String NAME = "MaskedSoftmax";

  MaskedSoftmax() {}

  /** The node that stands for a softmax of masked scores. */
  public static Node of(Node softmax, String scores, String hidden) {
    return new Node(
        softmax.name(),
        NAME,
        TreeScores.DOMAIN,
        softmax.opset(),
        List.of(scores, hidden),
        softmax.outputs(),
        softmax.attributes());
  }

  /** Whether every lane of a softmax keeps a score under a constant mask. */
  public static boolean leavesScores(NodeContext softmax, FloatTensor hidden) {
    try {
      return Arrays.stream(kept(softmax, hidden)).noneMatch(at -> at < 0);
    } catch (OperatorException e) {
      // The softmax itself says so when it is looked at.
      return false;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String domain() {
    return TreeScores.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("axis", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape scores = context.inputShape(0);
    LaneWise.lanes(context);
    Args.require(
        Broadcast.shape(scores, context.inputShape(1)).equals(scores),
        "a mask of shape " + context.inputShape(1) + " for scores of shape " + scores);
    return List.of(scores);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape shape = context.inputShape(0);
    FloatTensor masked =
        Broadcast.apply(
            inputs.get(0), inputs.get(1), shape, (x, h) -> h != 0 ? Double.NEGATIVE_INFINITY : x);
    double[] out = masked.data().clone();
    Softmax softmax = new Softmax();
    LaneWise.lanes(context)
        .transform(
            out,
            lane -> {
              if (Arrays.stream(lane).allMatch(x -> x == Double.NEGATIVE_INFINITY)) {
                Arrays.fill(lane, 0);
              } else {
                softmax.transform(lane);
              }
            });
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    FloatTensor hidden = context.constant(1).orElse(null);
    List<Integer> axes = LaneWise.axes(context);
    String seen = hidden == null ? seen(graph, axes) : seen(context, graph, axes, hidden);
    graph.output(0, graph.add("Div", seen, graph.reduce("ReduceSum", seen, axes)));
    return true;
  }

  private static String powers(Replacement graph, String scores, List<Integer> axes) {
    return graph.add("Exp", graph.add("Sub", scores, graph.reduce("ReduceMax", scores, axes)));
  }

  /** Powers with a computed mask: hidden scores are the least of their lane, then 0. */
  private static String seen(Replacement graph, List<Integer> axes) {
    String hidden = graph.input(1);
    String least = graph.reduce("ReduceMin", graph.input(0), axes);
    String scores = graph.add("Where", hidden, least, graph.input(0));
    return graph.add("Where", hidden, graph.constant(0), powers(graph, scores, axes));
  }

  /** Powers with a constant mask: hidden scores are the first of their lane that is seen. */
  private static String seen(
      NodeContext context, Replacement graph, List<Integer> axes, FloatTensor hidden)
      throws OperatorException {
    double[] places = kept(context, hidden);
    Args.require(Arrays.stream(places).noneMatch(at -> at < 0), "a mask hides all of a softmax");
    String powers = powers(graph, picked(context, graph, graph.input(0), places), axes);
    for (int i = 0; i < places.length; i++) {
      places[i] = places[i] == i ? i : places.length;
    }
    return picked(context, graph, powers, places);
  }

  /** Entries of a value by their number, 0 for the number behind the last. */
  private static String picked(
      NodeContext context, Replacement graph, String value, double[] places) {
    FloatTensor ends = FloatTensor.vector(0, 1).withType(DataType.INT64);
    String list = graph.add("Pad", graph.reshape(value, -1), graph.constant(ends));
    FloatTensor from = FloatTensor.of(context.inputShape(0), places).withType(DataType.INT64);
    return graph.add("Gather", Attributes.none(), list, graph.constant(from));
  }

  /** For every score itself, or the first of its lane that is seen; -1 if none is. */
  private static double[] kept(NodeContext context, FloatTensor hidden) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    FloatTensor none = FloatTensor.of(shape, new double[Math.toIntExact(shape.elements())]);
    double[] mask = Broadcast.apply(none, hidden, shape, (_, h) -> h).data();
    double[] places = new double[mask.length];
    Lanes lanes = LaneWise.lanes(context);
    for (int l = 0; l < lanes.count(); l++) {
      int first = -1;
      for (int i = lanes.length() - 1; i >= 0; i--) {
        int at = lanes.start(l) + i * lanes.step();
        first = mask[at] == 0 ? at : first;
      }
      for (int i = 0; i < lanes.length(); i++) {
        int at = lanes.start(l) + i * lanes.step();
        places[at] = mask[at] == 0 ? at : first;
      }
    }
    return places;
  }
}
