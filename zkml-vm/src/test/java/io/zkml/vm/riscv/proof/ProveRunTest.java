package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.Segment;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.chip.ChipRun;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.RandomGuest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Honest runs, and verifiers that expect another one. */
class ProveRunTest {

  private static final byte[] CONTEXT = {1, 2};
  private static final Workers WORKERS = Workers.of(2);

  private static VirtualMachine machine(Program program) {
    return Guests.machine(program, SecurityParameters.UNSAFE_TEST, WORKERS);
  }

  @Test
  void verify_unsafeParameters_areRefused() {
    ProgramKey key = Guests.machine(Guests.sum(5), SecurityParameters.UNSAFE_TEST, WORKERS).key();
    assertThatThrownBy(() -> RunVerifier.verify(key, new byte[0], CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("verifyUnsafe");
  }

  @Test
  void tables_honestRuns_satisfyAllRules() {
    for (Program program : List.of(Guests.fibonacci(50), Guests.sum(7))) {
      check(program, new byte[] {1, 2, 3, 4});
    }
  }

  /** Random programs; together they run every kind of instruction but calls of models. */
  @Test
  void tables_randomGuests_satisfyAllRules() {
    Set<InstructionKind> seen = EnumSet.noneOf(InstructionKind.class);
    for (long seed = 0; seed < 12; seed++) {
      Program program = RandomGuest.program(seed, 120).program();
      RunShape shape = check(program, RandomGuest.input(seed));
      InstructionKind.ALL.stream().filter(kind -> shape.rows(kind) > 0).forEach(seen::add);
    }
    seen.add(InstructionKind.MODEL_CALL);
    assertThat(seen).containsAll(InstructionKind.ALL);
  }

  private static RunShape check(Program program, byte[] input) {
    VirtualMachine machine = machine(program);
    ExecutionTrace trace = ChipRun.trace(program, input);
    var report = TraceChecker.check(RunTables.of(machine, trace, WORKERS), List.of());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unbalanced()).isEmpty();
    return RunTables.plans(machine, trace).shape();
  }

  @Test
  void plan_kindsThatDoNotRun_costNothing() throws Exception {
    RunPlan plan = machine(Guests.sum(7)).meter(new byte[4]).last();
    for (Segment s : plan.plan().segments()) {
      assertThat(s.chip().name()).isNotIn("and table", "output", "mul", "beq, bne");
    }
    assertThat(plan.tables().and()).isNegative();
    assertThat(plan.tables().output()).isNegative();
  }

  @Test
  void prove_randomGuest_verifies() throws Exception {
    VirtualMachine machine = machine(RandomGuest.program(3, 400).program());
    RunProof proof = machine.prove(RandomGuest.input(3), CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    int exitCode = proof.shape().exitCode();
    assertThat(RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, exitCode).output())
        .isEqualTo(machine.execute(RandomGuest.input(3)).output());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void prove_smallRandomGuests_verify(long seed) throws Exception {
    assertThat(ProveRandomGuests.prove(seed, WORKERS)).isPositive();
  }

  /** A C guest with loops, calls, bytes and words. */
  @Test
  void prove_sha256OfCGuest_isTheHash() throws Exception {
    byte[] elf = Files.readAllBytes(Path.of("..", "examples", "guests", "sha256.elf"));
    VirtualMachine machine = machine(ElfReader.read(elf));
    byte[] input = "abc".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = RunProofCodec.encode(machine.prove(input, CONTEXT), machine.key());
    String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));
    assertThat(
            new String(
                RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, 0).output(),
                StandardCharsets.US_ASCII))
        .startsWith(hex);
  }

  @Test
  void prove_fibonacci_verifiesWithItsOutput() throws Exception {
    VirtualMachine machine = machine(Guests.fibonacci(50));
    RunProof proof = machine.prove(new byte[0], CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    VerifiedRun run = RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, 0);
    assertThat(run.output()).isEqualTo(machine.execute(new byte[0]).output()).hasSize(4);
    assertThat(run.shape()).isEqualTo(machine.meter(new byte[0]).shape());
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(machine.key(), bytes, new byte[0], 0))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, 1))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("exit code");
  }

  /**
   * The security report of whatever a verifier lets pass: as many shards of each kind as may be.
   */
  @Test
  void largestRuns_ofEveryKind_areSecure() {
    for (SecurityParameters set :
        List.of(SecurityParameters.FAST_128, SecurityParameters.BALANCED_128)) {
      ProgramKey key = Guests.machine(Guests.sum(5), set, WORKERS).key();
      for (InstructionKind kind : InstructionKind.ALL) {
        if (kind.number() < InstructionKind.ECALL_READ.number()) {
          int shards = RunShape.MAX_CYCLES / ShardRows.MAX_CYCLES;
          List<ShardRows> rows = new ArrayList<>();
          for (int i = 0; i < shards; i++) {
            rows.add(rows(kind, ShardRows.MAX_CYCLES - 1, i == shards - 1 ? 1 : 0));
          }
          RunShape shape =
              new RunShape(rows, RunShape.MAX_MEMORY_WORDS, RunShape.MAX_OUTPUT_BYTES, 0);
          assertThat(PlanSecurity.report(key.verifyingKey(key.plans(shape))).reachesTarget())
              .as("%s under %s", kind, set.name())
              .isTrue();
        }
      }
    }
  }

  private static ShardRows rows(InstructionKind kind, int n, int exits) {
    Integer[] rows = new Integer[InstructionKind.ALL.size()];
    Arrays.fill(rows, 0);
    rows[kind.number()] = n;
    rows[InstructionKind.ECALL_EXIT.number()] = exits;
    return new ShardRows(List.of(rows));
  }

  @Test
  void cached_secondTime_readsTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key");
    ProgramProver.Resources resources =
        new ProgramProver.Resources(Kernels.auto(), BatchHasher.auto(), WORKERS);
    Program program = Guests.sum(5);
    VirtualMachine first =
        VirtualMachine.cached(program, SecurityParameters.UNSAFE_TEST, 1 << 12, resources, file);
    byte[] written = Files.readAllBytes(file);
    VirtualMachine second =
        VirtualMachine.cached(program, SecurityParameters.UNSAFE_TEST, 1 << 12, resources, file);
    assertThat(second.key()).isEqualTo(first.key());
    RunProof proof = second.prove(new byte[4], CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, first.key());
    assertThat(RunVerifier.verifyUnsafe(first.key(), bytes, CONTEXT, 5).shape().exitCode())
        .isEqualTo(5);
    VirtualMachine.cached(Guests.sum(6), SecurityParameters.UNSAFE_TEST, 1 << 12, resources, file);
    assertThat(Files.readAllBytes(file)).isNotEqualTo(written);
  }

  @Test
  void prove_fast128_verifies() throws Exception {
    VirtualMachine machine = Guests.machine(Guests.sum(5), SecurityParameters.FAST_128, WORKERS);
    RunProof proof = machine.prove(new byte[] {2, 1, 0, 0}, CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    assertThat(RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, 0x107).output()).isEmpty();
  }
}
