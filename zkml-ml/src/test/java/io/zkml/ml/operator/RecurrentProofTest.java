package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recurrent layers, step by step. */
class RecurrentProofTest extends OperatorContract {

  private static final int STEPS = 3;
  private static final int BATCH = 2;
  private static final int INPUT = 4;
  private static final int HIDDEN = 3;

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(layer("LSTM", 4, 1, "Y"));
    cases.add(layer("LSTM", 4, 2, "Y_h", Attribute.of("direction", "bidirectional")));
    cases.add(layer("LSTM", 4, 1, "Y", Attribute.of("layout", 1), Attribute.of("clip", 0.5f)));
    cases.add(layer("LSTM", 4, 1, "Y", Attribute.of("input_forget", 1)));
    cases.add(peepholes());
    cases.add(state(random(0.5, 1, BATCH, HIDDEN)));
    cases.add(state(FloatTensor.of(TensorShape.of(1, BATCH, HIDDEN), new double[BATCH * HIDDEN])));
    cases.add(layer("GRU", 3, 1, "Y"));
    cases.add(layer("GRU", 3, 1, "Y", Attribute.of("linear_before_reset", 1)));
    cases.add(layer("GRU", 3, 2, "Y", Attribute.of("direction", "bidirectional")));
    cases.add(layer("RNN", 1, 1, "Y", Attribute.of("direction", "reverse")));
    cases.add(layer("RNN", 1, 1, "Y_h"));
    cases.add(shorter("Y", "forward"));
    cases.add(shorter("Y_h", "forward"));
    cases.add(shorter("Y", "reverse"));
    cases.add(shorter("Y_h", "reverse"));
    cases.add(computedLengths());
    return cases;
  }

  @Override
  Map<String, ModelWriter> refused() {
    ModelWriter odd =
        weights(1, 1)
            .node("RNN", "y", List.of("x", "w", "r", "b"), Attribute.of("direction", "outward"));
    return Map.of("direction is 'outward'", odd);
  }

  private ModelWriter weights(int gates, int directions) {
    return new ModelWriter(14)
        .input("x", STEPS, BATCH, INPUT)
        .output("y", 1)
        .floats("w", random(0.5, directions, gates * HIDDEN, INPUT))
        .floats("r", random(0.5, directions, gates * HIDDEN, HIDDEN))
        .floats("b", random(0.5, directions, 2 * gates * HIDDEN));
  }

  private Case layer(
      String operator, int gates, int directions, String output, Attribute... attributes) {
    ModelWriter model = weights(gates, directions);
    List<String> outputs = output.equals("Y") ? List.of("y") : List.of("", "y");
    model.node(operator, outputs, List.of("x", "w", "r", "b"), attributes);
    return of(operator + " " + output + " " + directions, model);
  }

  private Case peepholes() {
    ModelWriter model =
        weights(4, 1)
            .floats("p", random(0.5, 1, 3 * HIDDEN))
            .node("LSTM", "y", List.of("x", "w", "r", "b", "", "", "", "p"));
    return of("LSTM with peepholes", model);
  }

  private Case shorter(String output, String direction) {
    ModelWriter model = weights(4, 1).ints("lengths", 1, STEPS);
    List<String> outputs = output.equals("Y") ? List.of("y") : List.of("", "y");
    model.node(
        "LSTM",
        outputs,
        List.of("x", "w", "r", "b", "lengths"),
        Attribute.of("direction", direction));
    return of("LSTM " + direction + " of a short sequence, " + output, model);
  }

  /** Lengths that follow from the input: 2 wherever it is above -5. */
  private Case computedLengths() {
    ModelWriter model =
        weights(3, 1)
            .ints("first", 0)
            .floats("low", FloatTensor.scalar(-5))
            .ints("two", 2)
            .node("Gather", "step", List.of("x", "first"))
            .node("ReduceSum", "sum", List.of("step", "axes"), Attribute.of("keepdims", 0))
            .ints("axes", 0, 2)
            .node("Greater", "above", List.of("sum", "low"))
            .node("Cast", "bits", List.of("above"), Attribute.of("to", 7))
            .node("Mul", "many", List.of("bits", "two"))
            .node("Cast", "lengths", List.of("many"), Attribute.of("to", 6))
            .node("GRU", List.of("", "y"), List.of("x", "w", "r", "b", "lengths"));
    return of("GRU of computed lengths", model);
  }

  private Case state(FloatTensor h) {
    ModelWriter model =
        weights(3, 1).floats("h", h).node("GRU", "y", List.of("x", "w", "r", "b", "", "h"));
    return of("GRU from a given state", model);
  }

  private static Case of(String name, ModelWriter model) {
    return new Case(name, model, TensorShape.of(STEPS, BATCH, INPUT), 1, 16, 4);
  }
}
