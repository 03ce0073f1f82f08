package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Split}: cuts one axis into parts, of the given lengths or of equal ones. The lengths are
 * an attribute before opset 13 and a constant input since then.
 */
public final class Split implements Operator {
  private static final int INPUT_OPSET = 13;
  private static final int COUNT_OPSET = 18;
  private static final int MAX_PARTS = 1 << 12;

  Split() {}

  @Override
  public String name() {
    return "Split";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, opset >= INPUT_OPSET ? 2 : 1)
        .outputs(MAX_PARTS)
        .with("axis", AttributeKind.INT)
        .with(opset < INPUT_OPSET, "split", AttributeKind.INTS)
        .with(opset >= COUNT_OPSET, "num_outputs", AttributeKind.INT);
  }

  static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", 0), context.inputShape(0).rank());
  }

  private static int[] lengths(NodeContext context) throws OperatorException {
    int length = context.inputShape(0).dim(axis(context));
    int parts = context.outputCount();
    if (context.hasInput(1) || context.attributes().has("split")) {
      Args.require(!context.attributes().has("num_outputs"), "both split and num_outputs");
      List<Long> given =
          context.hasInput(1)
              ? context.constantInts(1, "split")
              : context.attributes().ints("split").orElseThrow();
      int[] lengths = Args.toInts(given, "a length");
      Args.require(
          lengths.length == parts
              && Arrays.stream(lengths).allMatch(n -> n >= 0)
              && Arrays.stream(lengths).asLongStream().sum() == length,
          parts + " parts of " + given + " on an axis of length " + length);
      return lengths;
    }
    long count = context.attributes().intValue("num_outputs", parts);
    Args.require(count == parts, "num_outputs is " + count + " with " + parts + " outputs");
    boolean uneven = context.opset() >= COUNT_OPSET;
    Args.require(uneven || length % parts == 0, parts + " equal parts of length " + length);
    int size = Math.ceilDiv(length, parts);
    int[] lengths = new int[parts];
    Arrays.setAll(lengths, i -> Math.clamp((long) length - (long) i * size, 0, size));
    return lengths;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    List<TensorShape> shapes = new ArrayList<>();
    for (int length : lengths(context)) {
      shapes.add(context.inputShape(0).withDim(axis(context), length));
    }
    return shapes;
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor data = inputs.get(0);
    int axis = axis(context);
    int outer = Math.toIntExact(data.shape().elements(0, axis));
    int row = outer == 0 ? 0 : data.size() / outer;
    int begin = 0;
    List<FloatTensor> parts = new ArrayList<>();
    for (int part = 0; part < context.outputCount(); part++) {
      TensorShape target = context.outputShape(part);
      double[] out = new double[Math.toIntExact(target.elements())];
      int length = outer == 0 ? 0 : out.length / outer;
      for (int i = 0; i < outer; i++) {
        System.arraycopy(data.data(), i * row + begin, out, i * length, length);
      }
      begin += length;
      parts.add(FloatTensor.of(target, out));
    }
    return parts;
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
