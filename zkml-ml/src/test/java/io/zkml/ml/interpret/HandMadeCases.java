package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few cases in the form of ONNX's operator tests, worked out by hand. */
final class HandMadeCases {
  private HandMadeCases() {}

  /** One operator on one input, with constant further inputs. */
  record Case(
      String name,
      String operator,
      Map<String, Attribute> attributes,
      FloatTensor input,
      List<FloatTensor> constants,
      FloatTensor expected) {
    void check() throws UnsupportedModelException {
      Map<String, FloatTensor> initializers = new LinkedHashMap<>();
      List<String> inputs = new ArrayList<>(List.of("x"));
      for (FloatTensor constant : constants) {
        inputs.add("c" + inputs.size());
        initializers.put(inputs.getLast(), constant);
      }
      Node node = new Node("n", operator, "", 13, inputs, List.of("y"), Attributes.of(attributes));
      Graph graph =
          new Graph(
              "g",
              List.of(new GraphValue("x", DataType.FLOAT, input.shape())),
              List.of("y"),
              initializers,
              List.of(node));
      FloatTensor actual = FloatInterpreter.of(graph).run(input);
      assertThat(actual.shape()).isEqualTo(expected.shape());
      assertThat(actual.data()).containsExactly(expected.data(), within(1e-12));
    }
  }

  private static FloatTensor tensor(int[] dims, double... data) {
    return FloatTensor.of(TensorShape.of(dims), data);
  }

  private static Attribute ints(Long... values) {
    return new Attribute.IntsValue(List.of(values));
  }

  static List<Case> all() {
    int[] image = {1, 1, 2, 3};
    FloatTensor x = tensor(image, 1, -2, 3, 4, 5, -6);
    return List.of(
        new Case("relu", "Relu", Map.of(), x, List.of(), tensor(image, 1, 0, 3, 4, 5, 0)),
        new Case(
            "add with broadcasting",
            "Add",
            Map.of(),
            x,
            List.of(FloatTensor.vector(10.0, 20, 30)),
            tensor(image, 11, 18, 33, 14, 25, 24)),
        new Case(
            "conv with padding",
            "Conv",
            Map.of("pads", ints(0L, 1L, 0L, 0L)),
            x,
            List.of(tensor(new int[] {1, 1, 2, 2}, 1, 2, 3, 4), FloatTensor.vector(0.5)),
            tensor(new int[] {1, 1, 1, 3}, 18.5, 29.5, -4.5)),
        new Case(
            "max pool",
            "MaxPool",
            Map.of("kernel_shape", ints(2L, 2L)),
            x,
            List.of(),
            tensor(new int[] {1, 1, 1, 2}, 5, 5)),
        new Case(
            "gemm with a transposed matrix",
            "Gemm",
            Map.of("transB", new Attribute.IntValue(1), "alpha", new Attribute.FloatValue(2)),
            tensor(new int[] {1, 2}, 1, 2),
            List.of(tensor(new int[] {2, 2}, 1, 2, 3, 4), FloatTensor.vector(100.0, 200)),
            tensor(new int[] {1, 2}, 110, 222)));
  }
}
