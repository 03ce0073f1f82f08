package io.zkml.ml.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.vm.riscv.model.ModelObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The credit model as guests see it. */
class ModelHeaderTest {

  private static final int FEATURES = 61;
  private static final CompiledModel CREDIT = compile(Visibility.PUBLIC);

  private static CompiledModel compile(Visibility weights) {
    try {
      return ModelCompiler.of(Path.of("..", "data", "models", "credit_mlp.onnx"))
          .calibration(applicants())
          .policy(new NumericPolicy(12, 10))
          .weights(weights)
          .compile();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<FloatTensor> applicants() {
    SplittableRandom random = new SplittableRandom(5);
    List<FloatTensor> out = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double[] x = random.doubles(FEATURES, 0, 1).toArray();
      out.add(FloatTensor.of(TensorShape.of(1, FEATURES), x));
    }
    return out;
  }

  @Test
  void guestModel_onWords_isTheModel() {
    ModelObject object = CREDIT.guestModel();
    assertThat(object.form().inputWords()).isEqualTo(FEATURES);
    for (FloatTensor x : applicants()) {
      int[] words = Arrays.stream(CREDIT.quantize(x)).mapToInt(Math::toIntExact).toArray();
      int[] output = object.output(object.run(words));
      assertThat(output).hasSize(1);
      assertThat(CREDIT.dequantize(new long[] {output[0]}).get(0)).isEqualTo(CREDIT.run(x).get(0));
    }
  }

  /** The instruction with its number in funct7, sizes, and scales as C would use them. */
  @Test
  void header_ofAModel_hasSizesInstructionAndScales() {
    String header = ModelHeader.of(CREDIT, "credit", 5);
    assertThat(header)
        .contains("CREDIT_INPUT_WORDS = 61,", "CREDIT_OUTPUT_WORDS = 1\n", CREDIT.digest())
        .contains(".insn r 0x2b, 0, 5, x0, %0, %1", "\"r\"(input), \"r\"(output)", "\"memory\"");
    double scale = CREDIT.input().scale();
    long factor = number(header, "real \\* (\\d+)LL");
    long shift = number(header, ">> (\\d+);\n  return \\(int\\)");
    for (double real : new double[] {0, 0.25, 0.5, 1}) {
      long fixed = Math.round(real * 65536);
      long q = (fixed * factor + (1L << (shift - 1))) >> shift;
      assertThat(q).isEqualTo(CREDIT.input().quantize(real)).isEqualTo(Math.round(real / scale));
    }
    long back = number(header, "q \\* (\\d+)LL");
    long backShift = number(header, "q \\* \\d+LL\\) >> (\\d+)");
    double unit = back / 65536.0 / (1L << backShift);
    assertThat(unit).isCloseTo(CREDIT.output().scale(), within(1e-8));
  }

  private static Offset<Double> within(double x) {
    return Offset.offset(x);
  }

  private static long number(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /**
   * What the compiler makes of it is compared with the machine by {@code examples/compare-qemu}.
   */
  @Test
  void plain_ofAModel_hasAllItsJobs() {
    String source = ModelHeader.plain(CREDIT, "credit");
    assertThat(source)
        .contains("#include \"credit.h\"", "void credit(const int *input, int *output) {")
        .contains("within(input[0 + i], 0LL, 4095LL)", "q < 0 ? 0 : q", "output[0 + i]");
    assertThat(source.lines().filter(line -> line.startsWith("static const int")).count())
        .isEqualTo(6);
  }

  @Test
  void names_thatAreNoFunctions_areRefused() {
    for (String name : new String[] {"", "Credit", "1st", "a b", "x;", "é"}) {
      assertThatThrownBy(() -> ModelHeader.of(CREDIT, name, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name");
    }
  }

  @Test
  void guestModel_ofSecretWeights_isRefused() {
    CompiledModel secret = compile(Visibility.COMMITTED);
    assertThatThrownBy(secret::guestModel).isInstanceOf(IllegalStateException.class);
  }
}
