package io.zkml.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.ModelCompiler;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.onnx.TensorProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderTest {

  private static final Path DATA = Path.of("../data");

  @ParameterizedTest
  @CsvSource({"CIFAR_CNN60K, 60362, 10", "CNN_264K, 264031, 10", "DENSE_4M, 4012003, 3"})
  void generate_architecture_isReadWithItsSize(Ladder ladder, long parameters, int outputs)
      throws Exception {
    byte[] bytes = ladder.generate();
    ModelProto model = new OnnxReader().read(bytes);

    long total = 0;
    for (TensorProto t : model.graph().initializers()) {
      total += t.dims().stream().reduce(1L, Math::multiplyExact);
    }
    assertThat(total).isEqualTo(parameters);
    assertThat(ladder.generate()).isEqualTo(bytes);
    FloatInterpreter interpreter = FloatInterpreter.of(ModelCompiler.of(bytes).floatModel());
    boolean dense = ladder == Ladder.DENSE_4M;
    TensorShape shape = dense ? TensorShape.of(1, 4) : TensorShape.of(1, 3, 32, 32);
    FloatTensor output = interpreter.run(new RandomSamples(shape, 1).get(0));
    assertThat(output.shape()).isEqualTo(TensorShape.of(1, outputs));
    assertThat(Arrays.stream(output.data())).allMatch(v -> Math.abs(v) < 100);
  }

  @ParameterizedTest
  @EnumSource(Ladder.class)
  void workload_everyModel_hasModelAndInputs(Ladder ladder, @TempDir Path folder) throws Exception {
    Workload workload = ladder.workload(DATA, folder);

    assertThat(workload.onnx()).exists();
    assertThat(workload.calibrationInputs(3)).hasSize(3);
    assertThat(workload.inputs().get(5)).isEqualTo(workload.inputs().get(5));
    assertThat(workload.inputs().get(5)).isNotEqualTo(workload.inputs().get(6));
    boolean table = workload.inputs() instanceof TableSamples;
    assertThat(Arrays.stream(workload.inputs().get(5).data()))
        .allMatch(v -> v >= 0 && (table || v <= 1));
  }

  @Test
  void writer_smallModel_isEvaluatedAsWritten() throws Exception {
    byte[] bytes =
        new OnnxWriter("small")
            .input("x", List.of(1, 2))
            .initializer("w", List.of(1, 2), 3, -1)
            .initializer("b", List.of(1), 0.5f)
            .node("Gemm", List.of("x", "w", "b"), "y", OnnxWriter.Attribute.of("transB", 1))
            .output("y", List.of(1, 1))
            .toBytes();

    FloatInterpreter interpreter = FloatInterpreter.of(ModelCompiler.of(bytes).floatModel());
    assertThat(interpreter.run(FloatTensor.vector(2.0, 4.0)).get(0)).isEqualTo(2.5);
  }
}
