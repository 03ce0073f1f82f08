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
    return cases;
  }

  @Override
  Map<String, ModelWriter> refused() {
    ModelWriter shorter =
        weights(1, 1)
            .ints("lengths", STEPS, STEPS - 1)
            .node("RNN", "y", List.of("x", "w", "r", "b", "lengths"));
    return Map.of("a sequence shorter than the longest", shorter);
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

  private Case state(FloatTensor h) {
    ModelWriter model =
        weights(3, 1).floats("h", h).node("GRU", "y", List.of("x", "w", "r", "b", "", "h"));
    return of("GRU from a given state", model);
  }

  private static Case of(String name, ModelWriter model) {
    return new Case(name, model, TensorShape.of(STEPS, BATCH, INPUT), 1, 16, 4);
  }
}
