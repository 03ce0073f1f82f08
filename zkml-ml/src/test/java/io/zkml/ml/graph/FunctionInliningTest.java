package io.zkml.ml.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.onnx.ProtoWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Functions that a model defines, from its bytes to its graph. */
@SuppressWarnings("UnnecessaryLambda") // Parts of a node are values here.
class FunctionInliningTest {
  private static final Consumer<ProtoWriter> NOTHING = _ -> {};

  /** A call or a node; attributes as the writer wants them. */
  private static Consumer<ProtoWriter> node(
      String domain, String operator, List<String> in, List<String> out, Consumer<ProtoWriter> a) {
    return n -> {
      in.forEach(name -> n.string(1, name));
      out.forEach(name -> n.string(2, name));
      n.string(4, operator).string(7, domain);
      a.accept(n);
    };
  }

  private static Consumer<ProtoWriter> node(String operator, String in, String out) {
    return node("", operator, List.of(in), List.of(out), NOTHING);
  }

  private static Consumer<ProtoWriter> alpha(float value) {
    return n -> n.message(5, a -> a.string(1, "alpha").fixed(2, value).varint(20, 1));
  }

  /** Takes the value of the call's attribute {@code slope}. */
  private static final Consumer<ProtoWriter> SLOPE =
      n -> n.message(5, a -> a.string(1, "alpha").varint(20, 1).string(21, "slope"));

  private static final Consumer<ProtoWriter> STEEP =
      n -> n.message(5, a -> a.string(1, "slope").fixed(2, 0.5f).varint(20, 1));

  @SafeVarargs
  private static Consumer<ProtoWriter> function(
      String name, List<String> in, List<String> out, Consumer<ProtoWriter>... nodes) {
    return f -> {
      f.string(1, name).string(10, "own").message(9, o -> o.varint(2, 16));
      in.forEach(value -> f.string(4, value));
      out.forEach(value -> f.string(5, value));
      for (Consumer<ProtoWriter> node : nodes) {
        f.message(7, node);
      }
    };
  }

  private static void value(ProtoWriter v, String name) {
    Consumer<ProtoWriter> shape = s -> s.message(1, d -> d.varint(1, 2));
    v.string(1, name).message(2, type -> type.message(1, t -> t.varint(1, 1).message(2, shape)));
  }

  @SafeVarargs
  private static byte[] model(
      List<Consumer<ProtoWriter>> functions, Consumer<ProtoWriter>... nodes) {
    ProtoWriter model =
        new ProtoWriter()
            .varint(1, 8)
            .message(
                7,
                g -> {
                  for (Consumer<ProtoWriter> node : nodes) {
                    g.message(1, node);
                  }
                  g.message(11, v -> value(v, "x")).message(12, v -> value(v, "y"));
                })
            .message(8, o -> o.varint(2, 17));
    functions.forEach(f -> model.message(25, f));
    return model.toBytes();
  }

  private static Graph graph(byte[] model) throws Exception {
    return GraphBuilder.of(new OnnxReader().read(model)).build();
  }

  private static double[] run(byte[] model, double... x) throws Exception {
    return FloatInterpreter.of(graph(model)).run(FloatTensor.vector(x)).data();
  }

  private static void assertMalformed(byte[] model, String reason) {
    assertThatThrownBy(() -> graph(model))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining(reason);
  }

  private static final Consumer<ProtoWriter> LEAKY =
      function(
              "Leaky",
              List.of("a"),
              List.of("b"),
              node("", "LeakyRelu", List.of("a"), List.of("t"), SLOPE),
              node("Neg", "t", "b"))
          .andThen(f -> f.message(11, a -> a.string(1, "slope").fixed(2, 0.25f).varint(20, 1)));

  private static Consumer<ProtoWriter> call(
      String function, String in, String out, Consumer<ProtoWriter> attributes) {
    return node("own", function, List.of(in), List.of(out), attributes);
  }

  @Test
  void build_calls_areReplacedWithTheirOwnNamesAndAttributes() throws Exception {
    byte[] model =
        model(List.of(LEAKY), call("Leaky", "x", "m", STEEP), call("Leaky", "m", "y", NOTHING));

    assertThat(run(model, -4, 8)).containsExactly(-2, 2);
    assertThat(graph(model).nodes())
        .extracting(Node::operator)
        .containsExactly("LeakyRelu", "Neg", "LeakyRelu", "Neg");
    assertThat(graph(model).nodes()).extracting(Node::opset).containsOnly(16);
  }

  @Test
  void build_functionsThatCallFunctions_areReplaced() throws Exception {
    Consumer<ProtoWriter> twice =
        function(
            "Twice",
            List.of("a", "unused"),
            List.of("b", "a"),
            call("Leaky", "a", "t", SLOPE.andThen(NOTHING)),
            call("Leaky", "t", "b", NOTHING));
    byte[] model =
        model(
            List.of(twice, LEAKY),
            node("own", "Twice", List.of("x"), List.of("n", "same"), NOTHING),
            node("", "Add", List.of("n", "same"), List.of("y"), NOTHING));

    // 0.25 of the negative side each time: -4 becomes 1, then -1; 8 becomes -8, then 2.
    assertThat(run(model, -4, 8)).containsExactly(-5, 10);
  }

  @Test
  void build_branchInAFunction_seesTheFunctionsValues() throws Exception {
    Consumer<ProtoWriter> branch =
        g -> g.message(1, node("Neg", "t", "r")).message(12, v -> v.string(1, "r"));
    Consumer<ProtoWriter> both =
        n ->
            n.message(5, a -> a.string(1, "then_branch").message(6, branch).varint(20, 5))
                .message(5, a -> a.string(1, "else_branch").message(6, branch).varint(20, 5));
    Consumer<ProtoWriter> yes =
        n ->
            n.message(
                5,
                a ->
                    a.string(1, "value")
                        .message(5, t -> t.varint(2, 9).bytes(9, new byte[] {1}))
                        .varint(20, 4));
    Consumer<ProtoWriter> function =
        function(
            "Branch",
            List.of("a"),
            List.of("b"),
            node("Abs", "a", "t"),
            node("", "Constant", List.of(), List.of("c"), yes),
            node("", "If", List.of("c"), List.of("b"), both));
    byte[] model =
        model(
            List.of(function),
            call("Branch", "x", "m", NOTHING),
            call("Branch", "m", "y", NOTHING));

    assertThat(run(model, -4, 8)).containsExactly(-4, -8);
  }

  @Test
  void build_endlessCalls_areMalformed() {
    Consumer<ProtoWriter> first =
        function("A", List.of("a"), List.of("b"), call("B", "a", "b", NOTHING));
    Consumer<ProtoWriter> second =
        function("B", List.of("a"), List.of("b"), call("A", "a", "b", NOTHING));

    assertMalformed(model(List.of(first, second), call("A", "x", "y", NOTHING)), "calls itself");
  }

  @Test
  void build_callsThatMultiply_areMalformed() {
    List<Consumer<ProtoWriter>> functions = new ArrayList<>();
    functions.add(function("F0", List.of("a"), List.of("b"), node("Neg", "a", "b")));
    for (int i = 1; i < 30; i++) {
      String below = "F" + (i - 1);
      functions.add(
          function(
              "F" + i,
              List.of("a"),
              List.of("b"),
              call(below, "a", "t", NOTHING),
              call(below, "t", "b", NOTHING)));
    }

    assertMalformed(model(functions, call("F29", "x", "y", NOTHING)), "too many nodes");
  }

  @Test
  void build_callsThatDoNotFit_areMalformed() {
    assertMalformed(
        model(List.of(LEAKY), node("own", "Leaky", List.of("x", "x"), List.of("y"), NOTHING)),
        "more inputs or outputs than 'Leaky'");
    assertMalformed(
        model(
            List.of(LEAKY),
            call(
                "Leaky",
                "x",
                "y",
                n -> n.message(5, a -> a.string(1, "slope").varint(3, 1).varint(20, 2)))),
        "another type");
    assertMalformed(model(List.of(LEAKY, LEAKY), node("Neg", "x", "y")), "defined twice");
    assertMalformed(
        model(List.of(), node("", "LeakyRelu", List.of("x"), List.of("y"), SLOPE)),
        "outside of functions");
  }

  @Test
  void build_referenceToAnAttributeThatNobodyGives_isLeftOut() throws Exception {
    Consumer<ProtoWriter> plain =
        function(
            "Plain",
            List.of("a"),
            List.of("b"),
            node("", "LeakyRelu", List.of("a"), List.of("b"), SLOPE));

    assertThat(run(model(List.of(plain), call("Plain", "x", "y", alpha(0.5f))), -100, 1))
        .containsExactly((double) -0.01f * 100, 1);
  }
}
