package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From float to integers: scales that fit what calibration saw, and problems named. */
class QuantizerTest {

  private static final NumericPolicy POLICY = new NumericPolicy(10, 8);

  private final Random random = new Random(77);

  private static ModelWriter model(int... input) {
    return new ModelWriter(13).input("x", input).output("y", 1);
  }

  private static ModelCompiler compiler(ModelWriter model, List<FloatTensor> samples)
      throws Exception {
    return ModelCompiler.of(model.toBytes())
        .calibration(samples)
        .policy(POLICY)
        .parameters(SecurityParameters.UNSAFE_TEST);
  }

  private List<FloatTensor> samples(double low, double high, int... dims) {
    List<FloatTensor> out = new ArrayList<>();
    TensorShape shape = TensorShape.of(dims);
    for (int i = 0; i < 15; i++) {
      out.add(FloatTensor.of(shape, random.doubles(shape.elements(), low, high).toArray()));
    }
    return out;
  }

  /** What calibration saw can be run, within a few units of float. */
  private static void fits(String what, ModelWriter model, List<FloatTensor> samples)
      throws Exception {
    ModelCompiler compiler = compiler(model, samples);
    CompiledModel compiled = compiler.compile();
    FloatInterpreter reference = FloatInterpreter.of(compiler.floatModel());
    double bound = 40 * compiled.output().scale();
    for (FloatTensor x : samples) {
      double[] y = compiled.run(x).data();
      double[] expected = reference.run(x).data();
      for (int i = 0; i < y.length; i++) {
        assertThat(Math.abs(y[i] - expected[i])).as(what).isLessThan(bound);
      }
    }
  }

  /** A ReLU or clamp cuts off what may be many times as large as what it keeps. */
  @ParameterizedTest
  @CsvSource({"Relu, -1, 0.01", "Relu, -100, 0.01", "Relu, -1, -0.5", "Relu, -1, 1"})
  void compile_activationThatCutsMuchOff_fitsItsCalibration(
      String operator, double low, double high) throws Exception {
    TensorShape shape = TensorShape.of(3, 2, 3, 3);
    FloatTensor w = FloatTensor.of(shape, random.doubles(shape.elements(), low, high).toArray());
    ModelWriter conv = model(1, 2, 5, 5).floats("w", w).node("Conv", "c", List.of("x", "w"));
    fits("fused", conv.node(operator, "y", List.of("c")), samples(0, 1, 1, 2, 5, 5));
    fits("alone", model(1, 4).node(operator, "y", List.of("x")), samples(low, high, 1, 4));
  }

  @ParameterizedTest
  @CsvSource({"-0.01, 0.01", "0, 0.001", "0, 0", "0, 6", "-1000, 1000", "0, 100000", "-0.5, 0"})
  void compile_clamp_fitsItsCalibration(float low, float high) throws Exception {
    ModelWriter model =
        model(1, 4)
            .floats("low", FloatTensor.scalar(low))
            .floats("high", FloatTensor.scalar(high))
            .node("Clip", "y", List.of("x", "low", "high"));
    fits("alone", model, samples(-2, 2, 1, 4));
  }

  @Test
  void compile_randomNetworks_fitTheirCalibration() throws Exception {
    for (int round = 0; round < 40; round++) {
      ModelWriter model = model(1, 3, 6, 6);
      String last = "x";
      int layers = 1 + random.nextInt(4);
      for (int i = 0; i < layers; i++) {
        String next = i == layers - 1 ? "y" : "v" + i;
        model.floats("w" + i, SmallModels.random(random, 3, 3, 3, 3));
        model.node(
            "Conv",
            "c" + i,
            List.of(last, "w" + i),
            ModelWriter.Attribute.ints("pads", 1, 1, 1, 1));
        model.node(
            List.of("Relu", "Tanh", "Sigmoid").get(random.nextInt(3)), next, List.of("c" + i));
        last = next;
      }
      fits("round " + round, model, samples(-1, 1, 1, 3, 6, 6));
    }
  }

  @Test
  void compile_constantInput_hasSomeScale() throws Exception {
    fits("zeros", model(1, 4).node("Relu", "y", List.of("x")), samples(0, 1e-300, 1, 4));
    FloatTensor none = FloatTensor.of(TensorShape.of(4, 2), new double[8]);
    ModelWriter zero = model(1, 4).floats("w", none).node("MatMul", "y", List.of("x", "w"));
    fits("zero weights", zero, samples(-1, 1, 1, 4));
  }

  private static List<ModelProblem> problems(ModelWriter model, FloatTensor... samples) {
    try {
      compiler(model, Arrays.asList(samples)).compile();
    } catch (UnsupportedModelException e) {
      return e.problems();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the model was compiled");
  }

  @Test
  void compile_manyProblems_namesAll() {
    ModelWriter model =
        model(2, 2)
            .node("Det", "a", List.of("x"))
            .node("Relu", "b", List.of("a"))
            .node("Mod", "c", List.of("x", "x"), ModelWriter.Attribute.of("fmod", 1))
            .node("Add", "d", List.of("c", "c"))
            .node("Mod", "f", List.of("d", "x"), ModelWriter.Attribute.of("fmod", 1))
            .node("Add", "y", List.of("b", "f"));
    FloatTensor sample = FloatTensor.of(TensorShape.of(2, 2), new double[] {1, 2, 3, 4});
    assertThat(problems(model, sample))
        .extracting(ModelProblem::node)
        .containsExactly("node a", "node c", "node f");
  }

  @Test
  void compile_weightBeyondAllGrids_namesTheNode() {
    // The first input is 0 in all samples, so that the output's scale knows nothing of its weight.
    ModelWriter model =
        model(1, 2)
            .floats("w", FloatTensor.of(TensorShape.of(2, 1), new double[] {1e15, 1}))
            .node("MatMul", "y", List.of("x", "w"));
    List<ModelProblem> problems = problems(model, FloatTensor.vector(0, 1));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().node()).isEqualTo("node y");
    assertThat(problems.getFirst().reason()).contains("units cannot be quantised");
  }

  @Test
  void compile_accumulatorBeyond62Bits_isAProblem() {
    int n = 1 << 13;
    double[] weights = new double[n];
    Arrays.fill(weights, 6e9);
    weights[n - 1] = 1;
    double[] sample = new double[n];
    sample[n - 1] = 1;
    ModelWriter model =
        model(1, n)
            .floats("w", FloatTensor.of(TensorShape.of(n, 1), weights))
            .node("MatMul", "y", List.of("x", "w"));
    List<ModelProblem> problems = problems(model, FloatTensor.vector(sample));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().reason()).contains("beyond 62 bits");
  }

  @Test
  void compile_twoInputsCalibratedAsOne_isRefused() {
    ModelWriter model = model(1, 2).input("z", 1, 2).node("Add", "y", List.of("x", "z"));
    assertThatThrownBy(() -> compiler(model, List.of(FloatTensor.vector(0, 1))).compile())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the model has 2 inputs: calibrate with all of them by name");
  }

  @Test
  void compile_inputThatIsNotUsed_isAProblem() {
    ModelWriter model = model(1, 2).input("z", 1, 2).node("Relu", "y", List.of("x"));
    FloatTensor sample = FloatTensor.of(TensorShape.of(1, 2), 1, 2);
    assertThatThrownBy(() ->
            ModelCompiler.of(model.toBytes())
                .namedCalibration(List.of(Map.of("x", sample, "z", sample)))
                .compile())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input 'z' is not used");
  }

  @Test
  void compile_outputOfConstants_isAProblem() {
    FloatTensor sample = FloatTensor.of(TensorShape.of(1, 2), 0, 1);
    ModelWriter constant =
        model(1, 2)
            .floats("c", sample)
            .output("z", 1)
            .node("Relu", "z", List.of("x"))
            .node("Identity", "y", List.of("c"));
    assertThat(problems(constant, sample))
        .extracting(ModelProblem::reason)
        .containsExactly("output 'y' does not depend on the input");
  }

  @Test
  void compile_scalarInput_isProven() throws Exception {
    CompiledModel model =
        compiler(model().node("Relu", "y", List.of("x")), List.of(FloatTensor.scalar(1))).compile();
    assertThat(model.run(FloatTensor.scalar(0.5)).get(0)).isCloseTo(0.5, within(1e-2));
  }

  @Test
  void compile_calibrationThatIsNotFinite_namesTheValue() throws Exception {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ModelCompiler compiler =
          compiler(
              model(1, 2).node("Relu", "y", List.of("x")), List.of(FloatTensor.vector(1, bad)));
      assertThatThrownBy(compiler::compile)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a calibration input makes 'x' " + bad);
    }
  }

  @Test
  void compile_unknownOperator_isAProblem() throws Exception {
    ModelCompiler compiler =
        compiler(model(2, 2).node("Det", "y", List.of("x")), samples(0, 1, 2, 2));
    assertThatThrownBy(compiler::compile)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("node 'node y' (Det, opset 13)");
  }
}
