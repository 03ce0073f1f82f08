package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Activations, sums and normalisations proven. */
class ElementwiseProofTest {

  /** Activations by themselves, fused, and behind a view. */
  @Nested
  class ActivationTest extends OperatorContract {

    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (String operator : List.of("Relu", "Sigmoid", "Tanh")) {
        cases.add(alone(operator, 5));
        cases.add(alone(operator, 1, 7));
        cases.add(alone(operator, 2, 3, 2, 2));
        cases.add(behindConv(operator));
        cases.add(behindView(operator));
      }
      cases.add(clip("both", model(1, 6).floats("a", at(-0.5)).floats("b", at(1.5)), "a", "b"));
      cases.add(clip("at zero", model(1, 6).floats("a", at(0)).floats("b", at(2)), "a", "b"));
      cases.add(clip("far off", model(1, 6).floats("a", at(-90)).floats("b", at(60)), "a", "b"));
      cases.add(clip("narrow", model(1, 6).floats("a", at(-.01)).floats("b", at(.01)), "a", "b"));
      cases.add(clip("above zero", model(1, 6).floats("a", at(1)).floats("b", at(2)), "a", "b"));
      cases.add(clip("lower", model(1, 6).floats("a", at(-1)), "a"));
      cases.add(clip("as ReLU", model(1, 6).floats("a", at(0)), "a"));
      cases.add(clip("upper", model(1, 6).floats("b", at(1)), "", "b"));
      cases.add(clip("none", model(1, 6)));
      cases.add(
          new Case(
              "bounds as attributes",
              modelOf(9, 1, 6).node("Clip", "y", List.of("x"), with("min", -1.0), with("max", 1.0)),
              shape(1, 6),
              3,
              3,
              1));
      return cases;
    }

    private FloatTensor at(double bound) {
      return FloatTensor.scalar(bound);
    }

    private Case alone(String operator, int... input) {
      ModelWriter model = model(input).node(operator, "y", List.of("x"));
      return new Case(operator + " of rank " + input.length, model, shape(input), 3, 4, 1);
    }

    private Case behindConv(String operator) {
      FloatTensor w = random(1, 3, 2, 2);
      ModelWriter model =
          model(1, 2, 5)
              .floats("w", w)
              .node("Conv", "c", List.of("x", "w"))
              .node(operator, "y", List.of("c"));
      return new Case(operator + " behind Conv", model, shape(1, 2, 5), 1, 8, gain(w));
    }

    private Case behindView(String operator) {
      ModelWriter model =
          model(1, 2, 2, 3)
              .node("Relu", "r", List.of("x"))
              .node("Flatten", "f", List.of("r"))
              .node(operator, "y", List.of("f"));
      return new Case(operator + " behind Flatten", model, shape(1, 2, 2, 3), 2, 6, 3);
    }

    private Case clip(String name, ModelWriter model, String... bounds) {
      List<String> inputs = new ArrayList<>(List.of("x"));
      inputs.addAll(List.of(bounds));
      return new Case("Clip " + name, model.node("Clip", "y", inputs), shape(1, 6), 3, 4, 1);
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }

  @Nested
  class AddTest extends OperatorContract {

    @Override
    List<Case> cases() {
      FloatTensor w = random(1, 3, 3, 1, 1);
      ModelWriter residual =
          model(1, 3, 4, 4)
              .floats("w", w)
              .node("Conv", "c", List.of("x", "w"))
              .node("Add", "y", List.of("c", "x"));
      return List.of(
          new Case("residual", residual, shape(1, 3, 4, 4), 1, 9, 3 * gain(w)),
          new Case("of itself", model(4).node("Add", "y", List.of("x", "x")), shape(4), 1, 3, 2),
          constant("scalar", FloatTensor.scalar(0.5), 1, 3, 4),
          constant("one element", random(1, 1, 1), 1, 3, 4),
          constant("channels", random(1, 3, 1), 1, 3, 4),
          constant("last axis", random(1, 4), 1, 3, 4),
          constant("last axis of an image", random(1, 1, 1, 5), 2, 3, 4, 5),
          constant("batch", random(1, 2, 1), 2, 4),
          constant("vector", random(1, 4), 4),
          constant("two axes", random(1, 3, 4), 1, 3, 4),
          constant("more axes", random(1, 5), 5, 1),
          new Case(
              "reshaped",
              reshaped(new int[] {2, 2}, 4)
                  .floats("b", FloatTensor.scalar(1))
                  .node("Add", "y", List.of("r", "b")),
              shape(2, 2),
              1,
              5,
              2),
          new Case(
              "broadcast",
              reshaped(new int[] {3, 3}, 1, 3, 3)
                  .node("GlobalAveragePool", "g", List.of("r"))
                  .node("Add", "y", List.of("x", "g")),
              shape(3, 3),
              1,
              9,
              4));
    }

    private Case constant(String name, FloatTensor constant, int... input) {
      ModelWriter model = model(input).floats("b", constant).node("Add", "y", List.of("b", "x"));
      return new Case(name, model, shape(input), 1, 3, 1);
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }

  @Nested
  class BatchNormalizationTest extends OperatorContract {

    @Override
    List<Case> cases() {
      return List.of(
          normalised("rank 2", 2, 5),
          normalised("rank 3", 1, 3, 4),
          normalised("rank 4", 1, 3, 3, 2),
          normalised("rank 5", 1, 2, 2, 2, 2));
    }

    private Case normalised(String name, int... input) {
      int c = input[1];
      double[] variance = random.doubles(c, 0.5, 2).toArray();
      ModelWriter model =
          model(input)
              .floats("scale", random(2, c))
              .floats("b", random(2, c))
              .floats("mean", random(1, c))
              .floats("var", FloatTensor.vector(variance))
              .node("BatchNormalization", "n", List.of("x", "scale", "b", "mean", "var"))
              .node("Relu", "y", List.of("n"));
      return new Case(name, model, shape(input), 2, 2, 2 / Math.sqrt(0.5));
    }

    @Override
    Map<String, ModelWriter> refused() {
      FloatTensor v = random(1, 2);
      return Map.of(
          "input 'mean' is not constant",
          model(2)
              .floats("v", v)
              .ints("to", 1, 2)
              .node("Reshape", "r", List.of("x", "to"))
              .node("BatchNormalization", "y", List.of("r", "v", "v", "x", "v")));
    }
  }
}
