package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.data.IdxArray;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.TestModels;
import io.zkml.vm.exec.TensorExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real models: executor and interpreter agree exactly, both with float closely. */
class RealModelsTest {

  private static final int IMAGES = 12;
  private static final int CALIBRATION = 200;

  @TempDir private static Path folder;

  private static final List<FloatTensor> calibration = new ArrayList<>();
  private static final List<FloatTensor> images = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    IdxArray many = idx("fashion-mnist-calibration-500-images-idx3-ubyte.gz");
    for (int i = 0; i < CALIBRATION; i++) {
      calibration.add(many.item(i, 255));
    }
    IdxArray test = idx("fashion-mnist-test-200-images-idx3-ubyte.gz");
    for (int i = 0; i < IMAGES; i++) {
      images.add(test.item(i * 16, 255));
    }
  }

  private static IdxArray idx(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, TestModels.resource("/data/" + name));
    return new IdxReader().read(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2", "fmnist_lstm"})
  void run_testImages_agreesWithExecutorAndFloat(String name) throws Exception {
    ModelCompiler compiler = ModelCompiler.of(TestModels.bytes(name)).calibration(calibration);
    CompiledModel model = compiler.compile();
    FloatInterpreter reference = FloatInterpreter.of(compiler.floatModel());
    LoweredModel lowered =
        Lowering.lower(model.graph(), model.policy().windowBits(), Boundary.PUBLIC);
    for (int i = 0; i < images.size(); i++) {
      long[] x = model.quantize(images.get(i));
      long[] y = IntegerInterpreter.run(model.graph(), x);
      List<long[]> run = TensorExecutor.run(lowered.program(), lowered.tensors(List.of(x)));
      assertThat(run.get(lowered.outputs().getFirst())).as("%s, image %s", name, i).isEqualTo(y);
      FloatTensor expected = reference.run(images.get(i));
      FloatTensor actual = model.run(images.get(i));
      assertThat(cosine(actual, expected)).as("%s, image %s", name, i).isGreaterThan(0.9999);
      assertThat(actual.argMax()).as("%s, image %s", name, i).isEqualTo(expected.argMax());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2", "fmnist_lstm"})
  void run_calibrationImages_staysWithinAllWindows(String name) throws Exception {
    CompiledModel model =
        ModelCompiler.of(TestModels.bytes(name)).calibration(calibration.subList(0, 20)).compile();
    for (int i = 0; i < 20; i++) {
      assertThat(model.run(calibration.get(i)).size()).isEqualTo(10);
    }
  }

  private static double cosine(FloatTensor a, FloatTensor b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.size(); i++) {
      product += a.get(i) * b.get(i);
      squaresA += a.get(i) * a.get(i);
      squaresB += b.get(i) * b.get(i);
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
