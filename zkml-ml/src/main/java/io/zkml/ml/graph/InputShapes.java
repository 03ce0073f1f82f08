package io.zkml.ml.graph;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.Dimension;
import io.zkml.ml.onnx.TypeProto;
import io.zkml.ml.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shapes of a graph's inputs, from what the model declares and what the caller fixes. */
final class InputShapes {
  private final Map<String, Integer> fixedDimensions = new HashMap<>();
  private final Map<String, TensorShape> fixedShapes = new HashMap<>();

  void fixDimension(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException("dimension '" + name + "' of size " + size);
    }
    fixedDimensions.put(name, size);
  }

  void fixShape(String input, TensorShape shape) {
    fixedShapes.put(input, shape);
  }

  List<GraphValue> resolve(List<ValueInfoProto> inputs, List<ModelProblem> problems) {
    requireKnown(inputs);
    Map<String, Integer> sizes = new HashMap<>(fixedDimensions);
    inputs.forEach(input -> addBatchDefault(input, sizes));
    List<GraphValue> values = new ArrayList<>();
    for (ValueInfoProto input : inputs) {
      switch (input.type()) {
        case TypeProto.Tensor tensor when tensor.elementType().isNumeric() ->
            values.add(value(input.name(), tensor, sizes, problems));
        case TypeProto.Tensor tensor ->
            add(
                problems,
                input,
                "has elements of type "
                    + tensor.elementType()
                    + ": encode them as numbers beforehand");
        case TypeProto.Other other -> add(problems, input, "is of type " + other.kind());
      }
    }
    return values;
  }

  private void requireKnown(List<ValueInfoProto> inputs) {
    Set<String> names = new HashSet<>(fixedShapes.keySet());
    Set<String> dimensions = new HashSet<>(fixedDimensions.keySet());
    for (ValueInfoProto input : inputs) {
      names.remove(input.name());
      for (Dimension dimension : declared(input)) {
        if (dimension instanceof Dimension.Symbolic symbol) {
          dimensions.remove(symbol.name());
        }
      }
    }
    if (!names.isEmpty() || !dimensions.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no inputs named " + names + " or no dimensions named " + dimensions);
    }
  }

  private static List<Dimension> declared(ValueInfoProto input) {
    return input.type() instanceof TypeProto.Tensor tensor
        ? tensor.shape().orElse(List.of())
        : List.of();
  }

  private static void addBatchDefault(ValueInfoProto input, Map<String, Integer> sizes) {
    List<Dimension> dims = declared(input);
    if (!dims.isEmpty() && dims.getFirst() instanceof Dimension.Symbolic(String name)) {
      sizes.putIfAbsent(name, 1);
    }
  }

  private GraphValue value(
      String name, TypeProto.Tensor type, Map<String, Integer> sizes, List<ModelProblem> problems) {
    DataType elementType = type.elementType();
    TensorShape fixed = fixedShapes.get(name);
    Optional<List<Dimension>> declared = type.shape();
    if (fixed != null) {
      if (declared.isPresent() && !agrees(fixed, declared.get())) {
        throw new IllegalArgumentException(
            "shape " + fixed + " contradicts what the model declares for input '" + name + "'");
      }
      return new GraphValue(name, elementType, fixed);
    }
    if (declared.isEmpty()) {
      problems.add(
          ModelProblem.ofModel("input '" + name + "' has no shape: fix it with inputShape"));
      return new GraphValue(name, elementType, TensorShape.scalar());
    }
    int[] dims = new int[declared.get().size()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = size(name, axis, declared.get().get(axis), sizes, problems);
    }
    return new GraphValue(name, elementType, TensorShape.of(dims));
  }

  private static boolean agrees(TensorShape shape, List<Dimension> declared) {
    if (shape.rank() != declared.size()) {
      return false;
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (declared.get(axis) instanceof Dimension.Fixed(long size) && size != shape.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static int size(
      String input,
      int axis,
      Dimension dimension,
      Map<String, Integer> sizes,
      List<ModelProblem> problems) {
    String where = "dimension " + axis + " of input '" + input + "'";
    switch (dimension) {
      case Dimension.Fixed(long size) when size <= Integer.MAX_VALUE -> {
        return (int) size;
      }
      case Dimension.Fixed(long size) ->
          problems.add(ModelProblem.ofModel(where + " is " + size + ", too large"));
      case Dimension.Symbolic(String name) when sizes.containsKey(name) -> {
        return sizes.get(name);
      }
      case Dimension.Symbolic(String name) ->
          problems.add(
              ModelProblem.ofModel(where + " is dynamic: fix '" + name + "' with dimension"));
      case Dimension.Unknown() when axis == 0 -> {
        return 1;
      }
      case Dimension.Unknown() ->
          problems.add(ModelProblem.ofModel(where + " is dynamic: fix it with inputShape"));
    }
    return 1;
  }

  private static void add(List<ModelProblem> problems, ValueInfoProto input, String what) {
    problems.add(ModelProblem.ofModel("input '" + input.name() + "' " + what));
  }
}
