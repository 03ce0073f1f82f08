package io.zkml.ml.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final GraphValue X = new GraphValue("x", DataType.FLOAT, TensorShape.of(2));

  private static Node node(String name, String input, String output) {
    return new Node(name, "Relu", "", 13, List.of(input), List.of(output), Attributes.none());
  }

  private static Graph graph(Node... nodes) {
    return new Graph("g", List.of(X), List.of("y"), Map.of(), List.of(nodes));
  }

  @Test
  void constructor_valueUsedBeforeItIsDefined_isRefused() {
    assertThatThrownBy(() -> graph(node("a", "m", "y"), node("b", "x", "m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'m' is not defined before");
  }

  @Test
  void constructor_definedTwice_isRefused() {
    assertThatThrownBy(() -> graph(node("a", "x", "y"), node("b", "x", "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'y' is defined twice");
    assertThatThrownBy(() -> graph(node("a", "x", "m"), node("a", "m", "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two nodes are named 'a'");
  }

  @Test
  void constructor_missingOutput_isRefused() {
    assertThatThrownBy(() -> graph(node("a", "x", "m")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void consumers_valueUsedTwiceByANode_listsItOnce() {
    Node add = new Node("a", "Add", "", 13, List.of("x", "x"), List.of("y"), Attributes.none());

    assertThat(graph(add).consumers("x")).containsExactly(add);
    assertThat(graph(add).consumers("")).isEmpty();
    assertThat(graph(add).producer("y")).contains(add);
    assertThat(graph(add).producer("x")).isEmpty();
    assertThat(graph(add).defines("x")).isTrue();
    assertThat(graph(add).defines("z")).isFalse();
  }

  @Test
  void node_emptyNamesAtTheEnd_areDropped() {
    Node node =
        new Node("n", "Op", "", 13, List.of("", "x", "", ""), List.of("y", ""), Attributes.none());

    assertThat(node.inputs()).containsExactly("", "x");
    assertThat(node.outputs()).containsExactly("y");
    assertThat(node.input(5)).isEmpty();
  }

  @Test
  void claim_takenName_getsANumber() {
    UniqueNames names = UniqueNames.ofValues(graph(node("a", "x", "y")));

    assertThat(names.claim("y")).isEqualTo("y_1");
    assertThat(names.claim("y")).isEqualTo("y_2");
    assertThat(names.claim("z")).isEqualTo("z");
  }

  @Test
  void attributes_otherKind_isAnIllegalState() {
    Attributes attributes = Attributes.of(Map.of("axis", new Attribute.IntValue(3)));

    assertThat(attributes.intValue("axis", 0)).isEqualTo(3);
    assertThat(attributes.intValue("other", 7)).isEqualTo(7);
    assertThat(attributes.find("axis").orElseThrow().kind()).isEqualTo(AttributeKind.INT);
    assertThatThrownBy(() -> attributes.floatValue("axis", 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("attribute 'axis' is of kind INT");
  }
}
