package io.zkml.ml.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccuracyReportTest {

  private static final int SAMPLES = 100;

  /** The value of this name comes from an untrusted file. */
  private static final String NAME = "<h>";

  private static ModelCompiler compiler;
  private static CompiledModel model;
  private static List<FloatTensor> samples;
  private static AccuracyReport report;

  private static FloatTensor random(Random random, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return FloatTensor.of(shape, random.doubles(shape.elements(), -1, 1).toArray());
  }

  @BeforeAll
  static void measure() throws Exception {
    Random random = new Random(1);
    byte[] onnx =
        new ModelWriter(13)
            .input("x", 1, 6)
            .output("y", 1, 3)
            .floats("w", random(random, 6, 8))
            .floats("v", random(random, 8, 3))
            .node("MatMul", "m", List.of("x", "w"))
            .node("Relu", NAME, List.of("m"))
            .node("MatMul", "y", List.of(NAME, "v"))
            .toBytes();
    samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES - 1; i++) {
      samples.add(random(random, 1, 6));
    }
    compiler =
        ModelCompiler.of(onnx)
            .calibration(samples)
            .policy(NumericPolicy.economy())
            .parameters(SecurityParameters.UNSAFE_TEST);
    model = compiler.compile();
    samples.add(FloatTensor.vector(1e3, 0, -1e3, 0, 0, 0));
    report = AccuracyReport.of("small", model, compiler.floatModel(), set(labels()));
  }

  private static TestSet set(List<Integer> labels) {
    return TestSet.of("random inputs", model, samples, labels);
  }

  /** What the float model says, so that it is always right. */
  private static List<Integer> labels() throws Exception {
    FloatInterpreter floating = FloatInterpreter.of(compiler.floatModel());
    return samples.stream().map(s -> floating.run(s).argMax()).toList();
  }

  @Test
  void of_labelledSet_hasWhatOneSampleAtATimeGives() throws Exception {
    FloatInterpreter floating = FloatInterpreter.of(compiler.floatModel());
    double error = 0;
    int changed = 1;
    for (FloatTensor s : samples.subList(0, SAMPLES - 1)) {
      FloatTensor wanted = floating.run(s);
      FloatTensor proven = model.run(s);
      changed += wanted.argMax() == proven.argMax() ? 0 : 1;
      for (int i = 0; i < 3; i++) {
        error = Math.max(error, Math.abs(wanted.get(i) - proven.get(i)));
      }
    }
    assertThat(report.samples()).isEqualTo(SAMPLES);
    assertThat(report.largestError()).isEqualTo(error).isPositive();
    assertThat(report.changed()).hasSize(changed);
    assertThat(report.floatTaskAccuracy()).hasValue(1);
    assertThat(report.taskAccuracy().getAsDouble()).isEqualTo(1 - changed / 100.0, within(1e-12));
    assertThat(report.lowestCosine()).isLessThanOrEqualTo(report.meanCosine()).isLessThan(1);
    assertThat(report.errors().counts().stream().mapToLong(c -> c).sum()).isEqualTo(99 * 3);
  }

  @Test
  void of_sampleOutsideTheRange_isASaturationOfTheInput() {
    assertThat(report.saturations()).containsExactly(new Saturation(SAMPLES - 1, "input x", 2));
    assertThat(report.changed().getLast().proven()).isEqualTo(ChangedPrediction.REFUSED);
  }

  @Test
  void of_layers_ownErrorsExplainTheErrors() {
    assertThat(report.layers()).extracting(LayerAccuracy::name).containsExactly("x", NAME, "y");
    assertThat(report.layers())
        .extracting(LayerAccuracy::operator)
        .containsExactly("input", "MatMul + Relu", "MatMul");
    LayerAccuracy input = report.layers().getFirst();
    assertThat(input.error())
        .isEqualTo(input.ownError())
        .isBetween(0.4 * input.unit(), input.unit());
    for (LayerAccuracy l : report.layers()) {
      assertThat(l.ownError()).as(l.name()).isPositive();
    }
    assertThat(report.worstLayer()).isPresent();
    assertThat(report.source().orElseThrow().relativeOwnError())
        .isGreaterThanOrEqualTo(report.worstLayer().orElseThrow().relativeOwnError());
  }

  @Test
  void of_finerPolicy_hasSmallerErrors() throws Exception {
    CompiledModel fine = compiler.policy(NumericPolicy.precise()).compile();
    compiler.policy(NumericPolicy.economy());
    AccuracyReport other = AccuracyReport.of("fine", fine, compiler.floatModel(), set(List.of()));
    assertThat(other.largestError()).isLessThan(report.largestError() / 20);
    assertThat(other.taskAccuracy()).isEmpty();
  }

  @Test
  void toString_anyReport_namesSetPolicyAndSource() {
    assertThat(report.toString())
        .contains("Accuracy of small on random inputs", "100 samples; activations of 8 bits")
        .contains("Its source is '" + report.source().orElseThrow().name() + "'")
        .contains("saturates at input x in 2 entries");
  }

  @Test
  void toHtml_namesOfTheFile_areEscaped() {
    assertThat(report.toHtml())
        .doesNotContain(NAME)
        .contains("&lt;h&gt;", "<svg", "changed predictions", "refused")
        .endsWith("</html>\n");
  }

  @Test
  void toJson_anyReport_hasTheFigures() {
    assertThat(report.toJson())
        .startsWith("{\"model\":\"small\"")
        .contains("\"samples\":100", "\"saturations\":1", "\"floatTaskAccuracy\":1.0")
        .contains("\"source\":\"" + report.source().orElseThrow().name().replace("<", "\\u003c"));
  }

  /** The first output is an integer: the label. */
  @Test
  void of_outputOfLabels_comparesTheLabels() throws Exception {
    byte[] onnx =
        new ModelWriter(13)
            .input("x", 1, 6)
            .output("label", 1, 1)
            .output("y", 1, 6)
            .node("Neg", "y", List.of("x"))
            .node("ArgMax", "label", List.of("x"), ModelWriter.Attribute.of("axis", 1))
            .toBytes();
    List<FloatTensor> inputs = samples.subList(0, 40);
    ModelCompiler labelling =
        ModelCompiler.of(onnx).calibration(inputs).policy(NumericPolicy.economy());
    CompiledModel labeller = labelling.compile();
    List<Integer> labels = inputs.stream().map(FloatTensor::argMax).toList();
    TestSet set = TestSet.of("labels", labeller, inputs, labels);
    AccuracyReport r = AccuracyReport.of("labels", labeller, labelling.floatModel(), set);
    assertThat(r.changed()).isEmpty();
    assertThat(r.taskAccuracy()).hasValue(1);
    assertThat(r.floatTaskAccuracy()).hasValue(1);
  }

  @Test
  void testSet_wrongNumberOfLabels_isRefused() {
    List<Map<String, FloatTensor>> one = List.of(Map.of());
    assertThatThrownBy(() -> new TestSet("s", one, List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 samples with 2 labels");
  }
}
