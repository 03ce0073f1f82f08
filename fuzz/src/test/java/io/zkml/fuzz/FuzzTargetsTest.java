package io.zkml.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.fuzz.targets.CompiledModelTarget;
import io.zkml.fuzz.targets.IdxTarget;
import io.zkml.fuzz.targets.KeyTarget;
import io.zkml.fuzz.targets.ModelKeyTarget;
import io.zkml.fuzz.targets.NpyTarget;
import io.zkml.fuzz.targets.OnnxTarget;
import io.zkml.fuzz.targets.ProgramKeyTarget;
import io.zkml.fuzz.targets.ProofTarget;
import io.zkml.fuzz.targets.RunProofTarget;
import io.zkml.fuzz.targets.StatementTarget;
import io.zkml.fuzz.targets.VerifierTarget;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import io.zkml.vm.riscv.proof.RunVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fuzz target on its seeds and on some random changes of them, without the fuzzer. */
class FuzzTargetsTest {

  private static final int CHANGES = 300;

  private static List<byte[]> seeds(Path folder, String ending) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      List<byte[]> out = new ArrayList<>();
      for (Path p : paths.filter(p -> p.toString().endsWith(ending)).sorted().toList()) {
        out.add(Files.readAllBytes(p));
      }
      return out;
    }
  }

  private static List<byte[]> corpus(String target) throws IOException {
    return seeds(Path.of("corpus", target), "");
  }

  private static List<byte[]> vectors(String part) throws IOException {
    return seeds(Path.of("..", "data", "vectors"), "." + part);
  }

  private static void replay(Consumer<byte[]> target, List<byte[]> seeds) {
    assertThat(seeds).isNotEmpty();
    seeds.forEach(target);
    target.accept(new byte[0]);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = seeds.get(random.nextInt(seeds.size())).clone();
      for (int n = random.nextInt(4); n >= 0 && changed.length > 0; n--) {
        int at = random.nextInt(changed.length);
        switch (random.nextInt(4)) {
          case 0 -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
          case 1 -> changed[at] = (byte) random.nextInt();
          case 2 -> changed[at] = (byte) (random.nextBoolean() ? -1 : 127);
          default -> changed = Arrays.copyOf(changed, at);
        }
      }
      target.accept(changed);
    }
  }

  @Test
  void fuzzerTestOneInput_models_refusesOrReads() throws IOException {
    replay(OnnxTarget::fuzzerTestOneInput, corpus("onnx"));
    replay(CompiledModelTarget::fuzzerTestOneInput, corpus("compiled-model"));
    replay(ModelKeyTarget::fuzzerTestOneInput, corpus("model-key"));
  }

  @Test
  void fuzzerTestOneInput_dataSets_refusesOrReads() throws IOException {
    replay(IdxTarget::fuzzerTestOneInput, corpus("idx"));
    replay(NpyTarget::fuzzerTestOneInput, corpus("npy"));
  }

  @Test
  void fuzzerTestOneInput_keysStatementsProofs_refusesOrReads() throws IOException {
    replay(KeyTarget::fuzzerTestOneInput, vectors("key"));
    replay(StatementTarget::fuzzerTestOneInput, vectors("statement"));
    replay(ProofTarget::fuzzerTestOneInput, vectors("proof"));
  }

  @Test
  void fuzzerTestOneInput_programKeys_refusesOrReads() throws IOException {
    List<byte[]> seeds = new ArrayList<>(corpus("program-key"));
    seeds.add(ProgramKeyCodec.encode(SampleRun.prove().key()));
    replay(ProgramKeyTarget::fuzzerTestOneInput, seeds);
  }

  @Test
  void fuzzerTestOneInput_runProofs_acceptsNoChange() throws Exception {
    SampleRun run = SampleRun.prove();
    assertThat(RunVerifier.verifyUnsafe(run.key(), run.proof(), new byte[0], 0).output())
        .containsExactly(6);
    List<byte[]> seeds = new ArrayList<>(corpus("run-proof"));
    seeds.add(Arrays.copyOf(run.proof(), RunProofTarget.HEADER));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CHANGES; i++) {
      byte[] choices = new byte[12 * random.nextInt(1, 4)];
      random.nextBytes(choices);
      byte[] bytes = Arrays.copyOf(run.proof(), RunProofTarget.HEADER + choices.length);
      System.arraycopy(choices, 0, bytes, RunProofTarget.HEADER, choices.length);
      seeds.add(bytes);
    }
    replay(RunProofTarget::fuzzerTestOneInput, seeds);
  }

  @Test
  void fuzzerTestOneInput_verifier_acceptsNoChange() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2 * CHANGES; i++) {
      byte[] choices = new byte[60];
      random.nextBytes(choices);
      VerifierTarget.fuzzerTestOneInput(choices);
    }
  }
}
