package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.SaturationException;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.tensor.TensorTrapException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled models: identity, files, damaged and hostile files. */
class CompiledModelTest {

  private static final CompiledModel MODEL = SmallModels.compile(1);
  private static final FloatTensor INPUT = SmallModels.input(3);

  @TempDir private Path folder;

  private byte[] file() throws IOException {
    Path path = folder.resolve("model");
    MODEL.save(path);
    return Files.readAllBytes(path);
  }

  private CompiledModel load(byte[] bytes) throws IOException {
    Path path = folder.resolve("other");
    Files.write(path, bytes);
    return CompiledModel.load(path);
  }

  private static byte[] prove(CompiledModel model) {
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      return prover.prove(INPUT, new byte[] {5}).bytes();
    }
  }

  @Test
  void load_savedModel_isTheSameModel() throws IOException {
    CompiledModel loaded = load(file());
    assertThat(loaded.digest()).isEqualTo(MODEL.digest()).hasSize(64);
    assertThat(loaded.sourceDigest()).isEqualTo(MODEL.sourceDigest());
    assertThat(loaded.policy()).isEqualTo(MODEL.policy());
    assertThat(loaded.parameters()).isEqualTo(MODEL.parameters());
    assertThat(loaded.input()).isEqualTo(MODEL.input());
    assertThat(loaded.output()).isEqualTo(MODEL.output());
    assertThat(loaded.run(INPUT)).isEqualTo(MODEL.run(INPUT));
    assertThat(prove(loaded)).isEqualTo(prove(MODEL));
  }

  @Test
  void save_loadedModel_givesTheSameBytes() throws IOException {
    byte[] first = file();
    Path again = folder.resolve("again");
    load(first).save(again);
    assertThat(Files.readAllBytes(again)).isEqualTo(first);
  }

  @Test
  void compile_twice_givesTheSameModel() {
    assertThat(SmallModels.compile(1).digest()).isEqualTo(MODEL.digest());
    assertThat(SmallModels.compile(2).digest()).isNotEqualTo(MODEL.digest());
    assertThat(SmallModels.compile(1, SecurityParameters.BALANCED_128).digest())
        .isEqualTo(MODEL.digest());
  }

  private void refused(byte[] bytes, String what) {
    assertThatThrownBy(() -> load(bytes))
        .as(what)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("compiled model");
  }

  @Test
  void load_truncatedFile_isRefused() throws IOException {
    byte[] good = file();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      int n = i < 100 ? i : i < 200 ? good.length - i + 99 : random.nextInt(good.length);
      refused(Arrays.copyOf(good, n), "first " + n);
    }
  }

  @Test
  void load_extendedFile_isRefused() throws IOException {
    byte[] good = file();
    refused(Arrays.copyOf(good, good.length + 1), "one byte more");
    byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);
    refused(twice, "twice");
  }

  @Test
  void load_flippedByte_isRefused() throws IOException {
    byte[] good = file();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      int at = i < 60 ? i : random.nextInt(good.length);
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << random.nextInt(8));
      refused(bad, "byte " + at);
    }
  }

  @Test
  void load_otherVersion_isRefusedWithBothVersions() throws IOException {
    byte[] other = file();
    other[5] = 9;
    assertThatThrownBy(() -> load(other))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("a compiled model of version 9; this release reads version 3");
  }

  @Test
  void load_keyFile_isRefused() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      refused(prover.key().toBytes(), "a key");
    }
  }

  /** Changes behind a checksum that fits: another model, or refused. */
  @Test
  void load_changedFileWithItsChecksum_isAModelOrRefused() throws IOException {
    byte[] good = file();
    byte[] body = Arrays.copyOfRange(good, 6, good.length - 32);
    SplittableRandom random = new SplittableRandom(3);
    int models = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bad = body.clone();
      int at = i < 300 ? i % bad.length : random.nextInt(bad.length);
      switch (random.nextInt(3)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        default -> ByteBuffer.wrap(bad).putInt(Math.min(at, bad.length - 4), random.nextInt());
      }
      try {
        CompiledModel other = load(ModelFile.wrap("ZKCM", bad));
        models++;
        sameMeaning(other);
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("malformed compiled model");
      }
    }
    assertThat(models).isBetween(1, 1499);
  }

  /** Interpreter and executor agree on whatever has been accepted. */
  private static void sameMeaning(CompiledModel model) {
    if (model.input().shape().elements() > 1000) {
      return;
    }
    long[] input = new long[(int) model.input().shape().elements()];
    Arrays.fill(input, Math.clamp(3, model.input().min(), model.input().max()));
    List<long[]> tensors = model.lowered().tensors(List.of(input));
    try {
      long[] expected = IntegerInterpreter.run(model.graph(), input);
      assertThat(TensorExecutor.run(model.lowered().program(), tensors))
          .element(model.lowered().outputs().getFirst())
          .isEqualTo(expected);
    } catch (ArithmeticException e) {
      assertThatThrownBy(() -> TensorExecutor.run(model.lowered().program(), tensors))
          .isInstanceOf(TensorTrapException.class);
    }
  }

  @Test
  void quantize_wrongSize_saysWhatIsNeeded() {
    assertThatThrownBy(() -> MODEL.quantize(FloatTensor.vector(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model takes 32 input elements, not 3");
  }

  @Test
  void quantize_outsideTheRange_saysWhatToDo() {
    double[] data = new double[32];
    data[30] = -7e3;
    for (double bad : new double[] {1e9, -1e9, Double.POSITIVE_INFINITY}) {
      data[7] = bad;
      assertThatThrownBy(() -> MODEL.quantize(FloatTensor.of(SmallModels.INPUT, data)))
          .isInstanceOf(SaturationException.class)
          .hasMessageContaining("input x saturates in 2 of 32 entries: it has the entry " + bad)
          .hasMessageContaining("calibrate with data that covers it");
    }
  }

  @Test
  void quantize_notANumber_isRefused() {
    double[] data = new double[32];
    data[7] = Double.NaN;
    assertThatThrownBy(() -> MODEL.quantize(FloatTensor.of(SmallModels.INPUT, data)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input x has an entry that is not a number");
  }

  @Test
  void compile_withoutCalibration_saysWhatToDo() throws Exception {
    ModelCompiler compiler = ModelCompiler.of(SmallModels.onnx(1));
    assertThatThrownBy(compiler::compile)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call calibration(samples) first");
  }

  @Test
  void compile_calibrationOfOtherShape_isRefused() throws Exception {
    ModelCompiler compiler =
        ModelCompiler.of(SmallModels.onnx(1))
            .calibration(List.of(FloatTensor.of(TensorShape.of(2), new double[2])))
            .policy(NumericPolicy.balanced());
    assertThatThrownBy(compiler::compile).isInstanceOf(IllegalArgumentException.class);
  }
}
