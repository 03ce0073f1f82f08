package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks as exporters write them: numbers that no grid holds next to scores. */
class MaskedSoftmaxTest {
  private static final int KEYS = 4;
  private static final int BOOL = 9;
  private static final int FLOAT = 1;
  private static final Attribute LAST = Attribute.of("axis", -1);

  /** Scores {@code x} of two heads; a mask {@code m} that keeps tokens where it is 1. */
  private static ModelWriter scores() {
    return new ModelWriter(13).input("x", 1, 2, KEYS, KEYS).output("y", 1);
  }

  private static FloatTensor causal(double hidden, double seen) {
    double[] mask = new double[KEYS * KEYS];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % KEYS > i / KEYS ? hidden : seen;
    }
    return FloatTensor.of(TensorShape.of(KEYS, KEYS), mask);
  }

  private static FloatTensor number(double value) {
    return FloatTensor.scalar(value);
  }

  /** What hides a score. */
  enum Form {
    /** A constant that is added: GPT's buffer. */
    ADDED(false),
    /** A constant condition. */
    CHOSEN(false),
    /** {@code (1 - mask) -3.4e38} is added: BERT. */
    INVERTED(true),
    /** What a computed condition chooses is added. */
    CHOSEN_THEN_ADDED(true),
    /** A computed condition chooses the scores. */
    FILLED(true);

    private final boolean computed;

    Form(boolean computed) {
      this.computed = computed;
    }

    private ModelWriter model(double low) {
      ModelWriter model = scores().floats("low", number(low)).floats("zero", number(0));
      if (computed) {
        model
            .input("m", 1, KEYS)
            .node("Cast", "bits", List.of("m"), Attribute.of("to", BOOL))
            .ints("axes", 1, 2)
            .node("Unsqueeze", "wide", List.of("bits", "axes"));
      }
      switch (this) {
        case ADDED -> model.floats("mask", causal(low, 0.5)).node("Add", "s", List.of("mask", "x"));
        case CHOSEN ->
            model
                .floats("seen", causal(0, 1))
                .node("Cast", "c", List.of("seen"), Attribute.of("to", BOOL))
                .node("Where", "s", List.of("c", "x", "low"));
        case INVERTED ->
            model
                .floats("one", number(1))
                .node("Cast", "f", List.of("wide"), Attribute.of("to", FLOAT))
                .node("Sub", "i", List.of("one", "f"))
                .node("Mul", "add", List.of("i", "low"))
                .node("Add", "s", List.of("x", "add"));
        case CHOSEN_THEN_ADDED ->
            model
                .node("Where", "add", List.of("wide", "zero", "low"))
                .node("Add", "s", List.of("x", "add"));
        case FILLED ->
            model.node("Not", "n", List.of("wide")).node("Where", "s", List.of("n", "low", "x"));
      }
      return model.node("Softmax", "y", List.of("s"), LAST);
    }
  }

  private static Map<String, FloatTensor> inputs(Form form, Random random) {
    FloatTensor x = SmallModels.random(random, 1, 2, KEYS, KEYS);
    double[] tokens = {1, random.nextInt(2), random.nextInt(2), 0};
    FloatTensor m = FloatTensor.of(TensorShape.of(1, KEYS), tokens);
    return form.computed ? Map.of("x", x, "m", m) : Map.of("x", x);
  }

  private static ModelCompiler compiler(byte[] model, Form form) throws Exception {
    Random random = new Random(1);
    List<Map<String, FloatTensor>> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      samples.add(inputs(form, random));
    }
    return ModelCompiler.of(model)
        .namedCalibration(samples)
        .parameters(SecurityParameters.UNSAFE_TEST);
  }

  private static void assertNearFloat(byte[] model, Form form) throws Exception {
    CompiledModel compiled = compiler(model, form).compile();
    FloatInterpreter exact =
        FloatInterpreter.of(GraphBuilder.of(new OnnxReader().read(model)).build());
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      Map<String, FloatTensor> x = inputs(form, random);
      assertThat(compiled.run(x).get("y").data())
          .containsExactly(exact.run(x).get("y").data(), within(2e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void run_everyForm_isNearFloat(Form form) throws Exception {
    assertNearFloat(form.model(-3.4028234e38).toBytes(), form);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -1e9, -1e4})
  void run_everyNumberThatHides_isNearFloat(double low) throws Exception {
    assertNearFloat(Form.ADDED.model(low).toBytes(), Form.ADDED);
    assertNearFloat(Form.FILLED.model(low).toBytes(), Form.FILLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"ADDED", "INVERTED"})
  void prove_constantAndComputedMask_isVerified(Form form) throws Exception {
    CompiledModel model =
        compiler(form.model(-3.4028234e38).toBytes(), form)
            .policy(new NumericPolicy(10, 8))
            .compile();
    Map<String, FloatTensor> x = inputs(form, new Random(3));

    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      InferenceProof proof = prover.prove(x, new byte[0]);
      VerifiedInference verified = InferenceVerifier.ofUnsafe(prover.key()).verify(proof.bytes());

      assertThat(verified.outputs()).isEqualTo(model.run(x));
      // A hidden score has no weight at all.
      assertThat(verified.output().get(KEYS - 1)).isZero();
    }
  }

  @Test
  void compile_maskThatHidesAll_saysWhere() throws Exception {
    byte[] model =
        scores()
            .floats("mask", FloatTensor.vector(-3.4e38, -3.4e38, -3.4e38, -3.4e38))
            .node("Add", "s", List.of("x", "mask"))
            .node("Softmax", "y", List.of("s"), LAST)
            .toBytes();

    assertThatThrownBy(() -> compiler(model, Form.ADDED).compile())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("node 'node s' (Add, opset 13)")
        .hasMessageContaining("numbers beyond 1e30");
  }
}
