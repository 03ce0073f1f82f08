package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code TopK}: the k largest or smallest elements along an axis in order, and their positions; of
 * equal elements the first come first. k is an attribute before opset 10 and a constant input since
 * then.
 */
public final class TopK implements Operator {
  private static final int INPUT_K_OPSET = 10;
  private static final int LARGEST_OPSET = 11;

  /** Up to so many elements are found by a search each, if there are many times more. */
  private static final int MAX_SEARCHES = 32;

  private static final int MANY_TIMES = 4;

  /** Numbers of 16 bits or more may differ by more than a search can compare. */
  private static final int MAX_SEARCHED_BYTES = 1;

  /** Pairs that are compared at most. */
  private static final long MAX_PAIRS = 1L << 21;

  TopK() {}

  @Override
  public String name() {
    return "TopK";
  }

  @Override
  public Signature signature(int opset) {
    int inputs = opset >= INPUT_K_OPSET ? 2 : 1;
    return Signature.of(inputs, inputs)
        .outputs(2)
        .with("axis", AttributeKind.INT)
        .with(opset < INPUT_K_OPSET, "k", AttributeKind.INT)
        .with(opset >= LARGEST_OPSET, "largest", AttributeKind.INT)
        .with(opset >= LARGEST_OPSET, "sorted", AttributeKind.INT);
  }

  private static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", -1), context.inputShape(0).rank());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int axis = axis(context);
    List<Long> k =
        context.opset() >= INPUT_K_OPSET
            ? context.constantInts(1, "K")
            : List.of(context.attributes().intValue("k", -1));
    Args.require(k.size() == 1, "K has " + k.size() + " elements");
    int count = Args.toIntIn(k.getFirst(), 0, shape.dim(axis), "K");
    return Collections.nCopies(context.outputCount(), shape.withDim(axis, count));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(0), DataType.INT64).subList(0, context.outputCount());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    int axis = axis(context);
    Lanes from = Lanes.along(context.inputShape(0), axis);
    Lanes to = Lanes.along(target, axis);
    boolean largest = context.attributes().intValue("largest", 1) != 0;
    double[] in = inputs.get(0).data();
    double[] values = new double[Math.toIntExact(target.elements())];
    double[] positions = new double[values.length];
    for (int l = 0; l < from.count() && values.length > 0; l++) {
      int start = from.start(l);
      Comparator<Integer> order = Comparator.comparingDouble(i -> in[start + i * from.step()]);
      List<Integer> sorted =
          IntStream.range(0, from.length())
              .boxed()
              .sorted(largest ? order.reversed() : order)
              .toList();
      for (int i = 0; i < to.length(); i++) {
        int at = to.start(l) + i * to.step();
        positions[at] = sorted.get(i);
        values[at] = in[start + sorted.get(i) * from.step()];
      }
    }
    return List.of(FloatTensor.of(target, values), FloatTensor.of(target, positions))
        .subList(0, context.outputCount());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    int axis = axis(context);
    int length = context.inputShape(0).dim(axis);
    int count = context.outputShape(0).dim(axis);
    if (!isSearched(context, length, count)) {
      return false;
    }
    boolean largest = context.attributes().intValue("largest", 1) != 0;
    DataType given = context.inputType(0);
    DataType type = given.isFloat() ? given : DataType.INT64;
    String x = graph.input(0);
    String signed =
        given.isFloat() ? x : graph.add("Cast", Replacement.integer("to", type.code()), x);
    String rest = largest ? signed : graph.add("Neg", signed);
    List<Integer> along = List.of(axis);
    // Below everything: what a chosen element is replaced by.
    String least = graph.reduce("ReduceMin", rest, along);
    String spread = graph.add("Sub", graph.reduce("ReduceMax", rest, along), least);
    String step = graph.add("Add", spread, number(graph, 1, type));
    String below = graph.add("Sub", least, step);
    String[] values = new String[count];
    String[] positions = new String[count];
    Attributes keep = Replacement.integer("keepdims", 1).with("axis", new Attribute.IntValue(axis));
    for (int i = 0; i < count; i++) {
      positions[i] = graph.add("ArgMax", keep, rest);
      String hot = hot(graph, positions[i], context.inputShape(0), axis, length);
      String chosen = graph.add("Where", hot, x, number(graph, 0, given));
      values[i] = graph.reduce("ReduceSum", chosen, along);
      rest = i + 1 == count ? rest : graph.add("Where", hot, below, rest);
    }
    Attributes joins = Replacement.integer("axis", axis);
    graph.output(0, graph.add("Concat", joins, values));
    if (!context.node().output(1).isEmpty()) {
      graph.output(1, graph.add("Concat", joins, positions));
    }
    return true;
  }

  private static boolean isSearched(NodeContext context, int length, int count) {
    DataType type = context.inputType(0);
    boolean narrow = type.isFloat() || type.elementBytes() <= MAX_SEARCHED_BYTES;
    return narrow && count > 0 && count <= MAX_SEARCHES && length > MANY_TIMES * count;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    int axis = axis(context);
    TensorShape shape = context.inputShape(0);
    int length = shape.dim(axis);
    int count = context.outputShape(0).dim(axis);
    Args.require(
        count > 0 && shape.elements() * length <= MAX_PAIRS,
        "the largest "
            + count
            + " of "
            + length
            + ": at most 32 can be proven, or lanes of up to "
            + MAX_PAIRS
            + " pairs of elements");
    View x = builder.view(context.node().input(0));
    Lanes lanes = Lanes.along(shape, axis);
    int[] from = new int[Math.toIntExact(shape.elements())];
    Arrays.setAll(from, i -> lanes.start(i / length) + i % length * lanes.step());
    View apart = x.moved(TensorShape.of(lanes.count(), length), from);
    boolean largest = context.attributes().intValue("largest", 1) != 0;
    new QuantRanks(context, builder, apart, count)
        .define(context.node().output(0), context.node().output(1), largest);
  }

  /** Lanes {@code [lanes, k]} as an output of a node. */
  static View joined(NodeContext context, View found) throws OperatorException {
    TensorShape shape = context.outputShape(0);
    int count = found.shape().dim(1);
    int step = Lanes.along(context.inputShape(0), axis(context)).step();
    Lanes lanes = new Lanes(found.shape().dim(0), count, step);
    int[] from = new int[Math.toIntExact(shape.elements())];
    for (int i = 0; i < from.length; i++) {
      from[lanes.start(i / count) + i % count * lanes.step()] = i;
    }
    return found.moved(shape, from);
  }

  private static String number(Replacement graph, double value, DataType type) {
    return graph.constant(FloatTensor.scalar(value).withType(type));
  }

  /** Whether an index along the axis is the position. */
  private static String hot(
      Replacement graph, String position, TensorShape shape, int axis, int length) {
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[axis] = length;
    double[] indices = new double[length];
    Arrays.setAll(indices, i -> i);
    FloatTensor all = FloatTensor.of(TensorShape.of(dims), indices).withType(DataType.INT64);
    return graph.add("Equal", position, graph.constant(all));
  }
}
