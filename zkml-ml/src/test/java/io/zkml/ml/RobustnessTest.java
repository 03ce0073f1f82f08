package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.quant.SaturationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provers under load, stopped half-way, and on disks that fail. */
class RobustnessTest {

  private static final CompiledModel MODEL = SmallModels.compile(1);
  private static final byte[] CONTEXT = {1};
  private static final FloatTensor INPUT = SmallModels.input(2);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Path FULL_DISK = Path.of("/dev/full");

  @TempDir private Path folder;

  private static byte[] proof() {
    try (InferenceProver prover = SmallModels.prover(MODEL, 1)) {
      return prover.prove(INPUT, CONTEXT).bytes();
    }
  }

  private InferenceProver prover(Path file, int threads) {
    return InferenceProver.builder(MODEL)
        .threads(threads)
        .kernels(KernelChoice.SCALAR)
        .keyFile(file)
        .build();
  }

  /** Helper threads that are alive. */
  private static Set<Thread> helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("zkml-worker"))
        .collect(Collectors.toSet());
  }

  private static void endsAllHelpersBut(Set<Thread> before) throws InterruptedException {
    for (Thread t : helpers()) {
      if (!before.contains(t)) {
        t.join(10_000);
        assertThat(t.isAlive()).as(t.getName()).isFalse();
      }
    }
  }

  /** Files below the folder that this process has open, where the system says so. */
  private List<String> openFiles() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return List.of();
    }
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(OPEN_FILES)) {
      for (Path link : all.toList()) {
        if (Files.isSymbolicLink(link)) {
          open.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    open.removeIf(f -> !f.startsWith(folder.toString()));
    return open;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Proofs, runs that saturate and cancelled ones, from eight threads through one prover. */
  @Test
  void prove_manyThreadsSomeOfThemFailing_leavesOthersUnharmed() throws Exception {
    byte[] expected = proof();
    Set<Thread> before = helpers();
    try (InferenceProver prover = SmallModels.prover(MODEL, 3);
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        results.add(callers.submit(call(prover, i % 3)));
      }
      for (int i = 0; i < 24; i++) {
        Future<byte[]> result = results.get(i);
        switch (i % 3) {
          case 0 -> assertThat(result.get()).isEqualTo(expected);
          case 1 -> failsWith(result, SaturationException.class);
          default -> failsWith(result, CancellationException.class);
        }
      }
    }
    endsAllHelpersBut(before);
  }

  private static Callable<byte[]> call(InferenceProver prover, int kind) {
    return switch (kind) {
      case 0 -> () -> prover.prove(INPUT, CONTEXT).bytes();
      case 1 -> () -> prover.prove(outOfRange(), CONTEXT).bytes();
      default -> () -> prover.prove(INPUT, CONTEXT, cancelledIn(Stage.LOGUP)).bytes();
    };
  }

  private static FloatTensor outOfRange() {
    double[] data = new double[32];
    data[0] = 1e6;
    return FloatTensor.of(SmallModels.INPUT, data);
  }

  private static void failsWith(Future<byte[]> result, Class<? extends Throwable> type) {
    assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(type);
  }

  private static Monitor cancelledIn(Stage last) {
    Monitor[] monitor = new Monitor[1];
    monitor[0] =
        new Monitor(
            (stage, done, total) -> {
              if (stage == last) {
                monitor[0].cancel();
              }
            },
            Stage.values().length);
    return monitor[0];
  }

  @Test
  void prove_cancelledInAnyStage_stopsBeforeTheNext() {
    byte[] expected = proof();
    List<Stage> stages = List.of(Stage.values());
    try (InferenceProver prover = SmallModels.prover(MODEL, 2)) {
      for (int i = stages.indexOf(Stage.EXECUTE); i < stages.indexOf(Stage.OPENING); i++) {
        Monitor monitor = cancelledIn(stages.get(i));
        assertThatThrownBy(() -> prover.prove(INPUT, CONTEXT, monitor))
            .isInstanceOf(CancellationException.class)
            .hasMessage("cancelled before " + stages.get(i + 1));
      }
      assertThat(prover.prove(INPUT, CONTEXT, cancelledIn(Stage.OPENING)).bytes())
          .as("nothing is left to cancel")
          .isEqualTo(expected);
    }
  }

  @Test
  void prove_interruptedInAnyStage_stopsBeforeTheNext() {
    byte[] expected = proof();
    List<Stage> stages = List.of(Stage.values());
    try (InferenceProver prover = SmallModels.prover(MODEL, 2)) {
      for (int i = stages.indexOf(Stage.EXECUTE); i < stages.indexOf(Stage.OPENING); i++) {
        Stage last = stages.get(i);
        Monitor monitor =
            new Monitor(
                (stage, done, total) -> {
                  if (stage == last) {
                    Thread.currentThread().interrupt();
                  }
                },
                stages.size());
        assertThatThrownBy(() -> prover.prove(INPUT, CONTEXT, monitor))
            .isInstanceOf(CancellationException.class)
            .hasMessage("cancelled before " + stages.get(i + 1));
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      }
      assertThat(prover.prove(INPUT, CONTEXT).bytes()).isEqualTo(expected);
    }
  }

  @Test
  void prove_listenerThrows_isPassedOnAndHarmsNothing() {
    byte[] expected = proof();
    try (InferenceProver prover = SmallModels.prover(MODEL, 2)) {
      for (Stage bad : List.of(Stage.EXECUTE, Stage.COMMIT, Stage.OPENING)) {
        Monitor monitor =
            new Monitor(
                (stage, done, total) -> {
                  if (stage == bad) {
                    throw new IllegalStateException("from " + stage);
                  }
                },
                Stage.values().length);
        assertThatThrownBy(() -> prover.prove(INPUT, CONTEXT, monitor)).hasMessage("from " + bad);
      }
      assertThat(prover.prove(INPUT, CONTEXT).bytes()).isEqualTo(expected);
    }
  }

  @Test
  void build_failingInTheSetup_leavesNoThread() throws Exception {
    Set<Thread> before = helpers();
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> prover(file.resolve("model.weights"), 3))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() ->
            InferenceProver.builder(MODEL)
                .threads(3)
                .listener((stage, done, total) -> {
                  throw new CancellationException("from the listener");
                })
                .build())
        .isInstanceOf(CancellationException.class);
    endsAllHelpersBut(before);
    assertThat(files()).containsExactly("file");
  }

  @Test
  void build_interrupted_stopsWithoutAFile() throws Exception {
    Set<Thread> before = helpers();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> prover(folder.resolve("model.weights"), 2))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(files()).isEmpty();
    endsAllHelpersBut(before);
  }

  @Test
  void build_manyProversOneFile_allProveTheSame() throws Exception {
    byte[] expected = proof();
    Path file = folder.resolve("model.weights");
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<byte[]>> proofs = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        boolean delete = i % 4 == 3;
        proofs.add(
            callers.submit(() -> {
              try (InferenceProver prover = prover(file, 2)) {
                if (delete) {
                  Files.deleteIfExists(file);
                }
                return prover.prove(INPUT, CONTEXT).bytes();
              }
            }));
      }
      for (Future<byte[]> proof : proofs) {
        assertThat(proof.get()).isEqualTo(expected);
      }
    }
    assertThat(files()).as("no temporary file is left").isSubsetOf("model.weights");
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void prove_fileDeletedWhileMapped_goesOn() throws Exception {
    Path file = folder.resolve("model.weights");
    prover(file, 1).close();
    byte[] expected = proof();
    try (InferenceProver mapped = prover(file, 1)) {
      Files.delete(file);
      assertThat(mapped.prove(INPUT, CONTEXT).bytes()).isEqualTo(expected);
    }
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void prove_fileCutShortWhileMapped_isATypedError() throws Exception {
    Path file = folder.resolve("model.weights");
    prover(file, 1).close();
    byte[] expected = proof();
    Set<Thread> before = helpers();
    try (InferenceProver mapped = prover(file, 2)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      assertThatThrownBy(() -> mapped.prove(INPUT, CONTEXT))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was cut short while it is in use");
    }
    endsAllHelpersBut(before);
    try (InferenceProver again = prover(file, 1)) {
      assertThat(again.prove(INPUT, CONTEXT).bytes()).as("written anew").isEqualTo(expected);
    }
  }

  @Test
  void save_onAFullDisk_keepsTheOldFile() throws Exception {
    if (Files.exists(FULL_DISK)) {
      assertThatThrownBy(() -> MODEL.save(FULL_DISK))
          .isInstanceOf(IOException.class)
          .satisfies(e -> assertThat(e.getMessage().toLowerCase(Locale.ROOT)).contains("space"));
      assertThat(Files.isRegularFile(FULL_DISK)).isFalse();
    }
    // Moving into place fails: the folder of that name is not empty.
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.createFile(taken.resolve("file"));
    assertThatThrownBy(() -> MODEL.save(taken)).isInstanceOf(IOException.class);
    assertThat(files()).containsExactly("taken");
  }

  @Test
  void save_overAnOlderFile_replacesItWhole() throws Exception {
    Path file = folder.resolve("model.zkcm");
    Files.write(file, new byte[10_000_000]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    MODEL.save(link);
    assertThat(CompiledModel.load(file).digest()).isEqualTo(MODEL.digest());
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(files()).containsExactly("link", "model.zkcm");
  }
}
