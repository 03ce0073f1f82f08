package io.zkml.ml.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One operator applied to tensors, the way a graph applies it. */
final class Evaluation {
  private final String domain;
  private final String operator;
  private final int opset;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final Map<String, FloatTensor> inputs = new LinkedHashMap<>();
  private final Map<String, FloatTensor> constants = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  Evaluation(String operator, int opset) {
    this("", operator, opset);
  }

  Evaluation(String domain, String operator, int opset) {
    this.domain = domain;
    this.operator = operator;
    this.opset = opset;
  }

  static FloatTensor tensor(int[] dims, double... data) {
    return FloatTensor.of(TensorShape.of(dims), data);
  }

  static int[] dims(int... dims) {
    return dims;
  }

  Evaluation input(FloatTensor tensor) {
    names.add("input" + names.size());
    inputs.put(names.getLast(), tensor);
    return this;
  }

  Evaluation constant(FloatTensor tensor) {
    names.add("constant" + names.size());
    constants.put(names.getLast(), tensor);
    return this;
  }

  Evaluation leftOut() {
    names.add("");
    return this;
  }

  Evaluation with(String name, long value) {
    attributes.put(name, new Attribute.IntValue(value));
    return this;
  }

  Evaluation with(String name, double value) {
    attributes.put(name, new Attribute.FloatValue(value));
    return this;
  }

  Evaluation with(String name, String value) {
    attributes.put(name, new Attribute.StringValue(value));
    return this;
  }

  Evaluation withInts(String name, int... values) {
    attributes.put(
        name, new Attribute.IntsValue(Arrays.stream(values).asLongStream().boxed().toList()));
    return this;
  }

  Evaluation with(String name, Attribute value) {
    attributes.put(name, value);
    return this;
  }

  Graph graph(int outputs) {
    List<String> outputNames = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      outputNames.add("output" + i);
    }
    List<GraphValue> graphInputs = new ArrayList<>();
    inputs.forEach((name, t) -> graphInputs.add(new GraphValue(name, t.type(), t.shape())));
    Node node =
        new Node("node", operator, domain, opset, names, outputNames, Attributes.of(attributes));
    return new Graph("graph", graphInputs, outputNames, constants, List.of(node));
  }

  FloatTensor first() {
    return inputs.values().iterator().next();
  }

  List<FloatTensor> run(int outputs) {
    try {
      return List.copyOf(FloatInterpreter.of(graph(outputs)).run(inputs).values());
    } catch (UnsupportedModelException e) {
      throw new AssertionError(e);
    }
  }

  FloatTensor run() {
    return run(1).getFirst();
  }

  void assertRefused(String reason) {
    assertRefused(1, reason);
  }

  void assertRefused(int outputs, String reason) {
    assertThatThrownBy(() -> ShapeInference.infer(graph(outputs)))
        .isInstanceOfSatisfying(
            UnsupportedModelException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().getFirst().node()).isEqualTo("node");
              assertThat(e.problems().getFirst().operator()).endsWith(operator);
              assertThat(e.problems().getFirst().opset()).isEqualTo(opset);
            })
        .hasMessageContaining(reason);
  }
}
