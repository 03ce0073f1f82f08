package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.SaturationException;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Provers: the same bytes however they run, and what they refuse. */
class InferenceProverTest {

  private static final CompiledModel MODEL = SmallModels.compile(1);
  private static final byte[] CONTEXT = {1};

  private static byte[] prove(int threads, KernelChoice kernels) {
    try (InferenceProver prover =
        InferenceProver.builder(MODEL).threads(threads).kernels(kernels).build()) {
      return prover.prove(SmallModels.input(2), CONTEXT).bytes();
    }
  }

  @Test
  void prove_anyThreads_givesTheSameBytes() {
    byte[] expected = prove(1, KernelChoice.SCALAR);
    assertThat(prove(2, KernelChoice.SCALAR)).isEqualTo(expected);
    assertThat(prove(3, KernelChoice.SCALAR)).isEqualTo(expected);
    assertThat(prove(2, KernelChoice.AUTO)).isEqualTo(expected);
  }

  @Test
  @Tag("vector")
  void prove_vectorKernels_givesTheSameBytes() {
    assertThat(prove(2, KernelChoice.VECTOR)).isEqualTo(prove(1, KernelChoice.SCALAR));
  }

  @Test
  void prove_otherContextOrInput_givesOtherBytes() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      byte[] first = prover.prove(SmallModels.input(2)).bytes();
      assertThat(prover.prove(SmallModels.input(2)).bytes()).isEqualTo(first);
      assertThat(prover.prove(SmallModels.input(2), CONTEXT).bytes()).isNotEqualTo(first);
      assertThat(prover.prove(SmallModels.input(4)).bytes()).isNotEqualTo(first);
    }
  }

  @Test
  void prove_twoThreadsAtOnce_givesTheSameBytes() throws Exception {
    try (InferenceProver prover = SmallModels.prover(MODEL, 2);
        ExecutorService callers = Executors.newFixedThreadPool(2)) {
      List<byte[]> expected = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        expected.add(prover.prove(SmallModels.input(i), CONTEXT).bytes());
      }
      List<Future<byte[]>> proofs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int input = i;
        proofs.add(callers.submit(() -> prover.prove(SmallModels.input(input), CONTEXT).bytes()));
      }
      for (int i = 0; i < 6; i++) {
        assertThat(proofs.get(i).get()).as("input %s", i).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void prove_inputOfWrongSize_saysWhatIsNeeded() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      assertThatThrownBy(() -> prover.prove(FloatTensor.vector(1, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the model takes 32 input elements, not 2");
    }
  }

  @Test
  void prove_inputOutsideTheRange_saysWhatToDo() {
    double[] data = new double[32];
    data[3] = 400;
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      assertThatThrownBy(() -> prover.prove(FloatTensor.of(SmallModels.INPUT, data)))
          .isInstanceOf(SaturationException.class)
          .hasMessageContaining("it has the entry 400.0, outside the calibrated range")
          .hasMessageContaining("calibrate with data that covers it");
    }
  }

  @Test
  void prove_layerOutsideItsWindow_namesLayerAndCount() throws Exception {
    byte[] onnx =
        new ModelWriter(13)
            .input("x", 1, 4)
            .output("square", 1, 4)
            .node("Mul", "square", List.of("x", "x"))
            .toBytes();
    CompiledModel model =
        ModelCompiler.of(onnx)
            .calibration(List.of(FloatTensor.vector(1, -1, 0.5, 0.25)))
            .parameters(SecurityParameters.UNSAFE_TEST)
            .policy(NumericPolicy.economy())
            .compile();
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      // Inputs have four times their range; squares of 3.5 and more exceed four times the square's.
      assertThatThrownBy(() -> prover.prove(FloatTensor.vector(3.5, 1, -3.6, 3.7)))
          .isInstanceOfSatisfying(
              SaturationException.class,
              e -> {
                assertThat(e.layer()).isEqualTo("square");
                assertThat(e.count()).isEqualTo(3);
                assertThat(e.entries()).isEqualTo(4);
                assertThat(e.getSuppressed()).hasOnlyElementsOfType(TensorTrapException.class);
              });
    }
  }

  @Test
  void prove_contextTooLong_isRefused() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      assertThatThrownBy(() -> prover.prove(SmallModels.input(1), new byte[(1 << 16) - 63]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("context");
    }
  }

  @Test
  void prove_longestContext_isVerified() throws Exception {
    byte[] context = new byte[(1 << 16) - 64];
    context[context.length - 1] = 7;
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      byte[] proof = prover.prove(SmallModels.input(1), context).bytes();
      assertThat(InferenceVerifier.ofUnsafe(prover.key()).verify(proof).context())
          .isEqualTo(context);
    }
  }

  @Test
  void prove_cancelledBefore_throwsAtOnce() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      Monitor monitor = Monitor.silent();
      monitor.cancel();
      assertThatThrownBy(() -> prover.prove(SmallModels.input(1), CONTEXT, monitor))
          .isInstanceOf(CancellationException.class)
          .hasMessage("cancelled before EXECUTE");
      assertThat(prover.prove(SmallModels.input(1)).bytes()).isNotEmpty();
    }
  }

  @Test
  void prove_cancelledByTheListener_stopsBeforeTheNextStage() {
    Monitor[] monitor = new Monitor[1];
    List<Stage> seen = new ArrayList<>();
    monitor[0] =
        new Monitor(
            (stage, done, total) -> {
              seen.add(stage);
              if (stage == Stage.LOGUP) {
                monitor[0].cancel();
              }
            },
            9);
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      assertThatThrownBy(() -> prover.prove(SmallModels.input(1), CONTEXT, monitor[0]))
          .isInstanceOf(CancellationException.class)
          .hasMessage("cancelled before ZEROCHECK");
    }
    assertThat(seen).doesNotContain(Stage.ZEROCHECK).contains(Stage.COMMIT);
  }

  @Test
  void prove_listenedTo_reportsEveryStage() {
    List<Stage> seen = new ArrayList<>();
    List<Long> done = new ArrayList<>();
    try (InferenceProver prover =
        InferenceProver.builder(MODEL)
            .threads(1)
            .kernels(KernelChoice.SCALAR)
            .listener((stage, n, total) -> {
              seen.add(stage);
              done.add(total - n);
            })
            .build()) {
      InferenceProof proof = prover.prove(SmallModels.input(1));
      assertThat(seen).containsAll(Arrays.asList(Stage.values()));
      assertThat(done.getLast()).as("stages left").isZero();
      assertThat(proof.times().toString()).contains("OPENING");
    }
  }

  @Test
  void build_noThreads_isRefused() {
    assertThatThrownBy(() -> InferenceProver.builder(MODEL).threads(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
