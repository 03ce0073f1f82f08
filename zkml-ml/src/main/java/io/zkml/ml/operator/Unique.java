package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code Unique}: the different elements of a constant tensor, or its different slices along an
 * axis, sorted or in order of their first place. Further outputs: that first place, the position of
 * every input element in the output, and how often each occurs.
 */
public final class Unique implements Operator {
  Unique() {}

  @Override
  public String name() {
    return "Unique";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .outputs(4)
        .with("axis", AttributeKind.INT)
        .with("sorted", AttributeKind.INT);
  }

  /**
   * What is compared.
   *
   * @param slices the slices, each with its elements in order
   * @param shape the tensor's shape, flattened where there is no axis
   * @param axis the axis
   */
  private record Slices(List<List<Double>> slices, TensorShape shape, int axis) {}

  private static Slices slices(NodeContext context) throws OperatorException {
    FloatTensor data =
        context
            .constant(0)
            .orElseThrow(() ->
                new OperatorException(
                    "input 'X' must be constant: the output's shape depends on it"));
    boolean flat = !context.attributes().has("axis");
    TensorShape shape = flat ? TensorShape.of(data.size()) : data.shape();
    int axis = Args.axis(context.attributes().intValue("axis", 0), shape.rank());
    Lanes lanes = Lanes.along(shape, axis);
    List<List<Double>> slices = new ArrayList<>();
    for (int i = 0; i < lanes.length(); i++) {
      List<Double> slice = new ArrayList<>();
      for (int l = 0; l < lanes.count(); l++) {
        // Adding 0 makes one zero of the two.
        slice.add(data.get(lanes.start(l) + i * lanes.step()) + 0.0);
      }
      slices.add(slice);
    }
    return new Slices(slices, shape, axis);
  }

  /** Places of equal slices, by slice, in the order of the output. */
  private static List<List<Integer>> groups(NodeContext context, List<List<Double>> slices) {
    Map<List<Double>, List<Integer>> places = new TreeMap<>(Unique::compare);
    for (int i = 0; i < slices.size(); i++) {
      places.computeIfAbsent(slices.get(i), _ -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> groups = new ArrayList<>(places.values());
    if (context.attributes().intValue("sorted", 1) == 0) {
      groups.sort(Comparator.comparing(List::getFirst));
    }
    return groups;
  }

  private static int compare(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = Double.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Slices slices = slices(context);
    int count = groups(context, slices.slices()).size();
    return List.of(
            slices.shape().withDim(slices.axis(), count),
            TensorShape.of(count),
            TensorShape.of(slices.slices().size()),
            TensorShape.of(count))
        .subList(0, context.outputCount());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    List<DataType> types = new ArrayList<>(Collections.nCopies(4, DataType.INT64));
    types.set(0, context.inputType(0));
    return types.subList(0, context.outputCount());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Slices slices = slices(context);
    List<List<Integer>> groups = groups(context, slices.slices());
    TensorShape shape = slices.shape().withDim(slices.axis(), groups.size());
    Lanes lanes = Lanes.along(shape, slices.axis());
    double[] out = new double[Math.toIntExact(shape.elements())];
    double[] first = new double[groups.size()];
    double[] counts = new double[groups.size()];
    double[] inverse = new double[slices.slices().size()];
    for (int g = 0; g < groups.size(); g++) {
      List<Integer> places = groups.get(g);
      first[g] = places.getFirst();
      counts[g] = places.size();
      for (int place : places) {
        inverse[place] = g;
      }
      List<Double> slice = slices.slices().get(places.getFirst());
      for (int l = 0; l < lanes.count(); l++) {
        out[lanes.start(l) + g * lanes.step()] = slice.get(l);
      }
    }
    return List.of(
            FloatTensor.of(shape, out),
            FloatTensor.vector(first),
            FloatTensor.vector(inverse),
            FloatTensor.vector(counts))
        .subList(0, context.outputCount());
  }
}
