package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.chip.ChipRun;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.exec.TraceEdits;
import io.zkml.vm.riscv.isa.Register;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No change of a trace, of its ends or of the program behind it is provable. */
class DishonestRunTest {

  private static final Workers WORKERS = Workers.of(2);
  private static final byte[] CONTEXT = {};
  private static final byte[] INPUT = {1, 2, 3, 4};
  private static final VirtualMachine FIBONACCI = machine(Guests.fibonacci(6));
  private static final ExecutionTrace HONEST = ChipRun.trace(Guests.fibonacci(6));
  private static final VirtualMachine SUM = machine(Guests.sum(5));
  private static final ExecutionTrace HONEST_SUM = ChipRun.trace(Guests.sum(5), INPUT);

  /** First cycle of the loop: add t0, s0, s1. */
  private static final int LOOP = 3;

  private static final int LOOP_LENGTH = 5;

  private static VirtualMachine machine(Program program) {
    return Guests.machine(program, SecurityParameters.UNSAFE_TEST, WORKERS);
  }

  /** Whether a witness that follows the trace breaks a rule; only exact messages count. */
  static boolean isRefused(VirtualMachine machine, ExecutionTrace trace) {
    try {
      List<TraceTable> tables = RunTables.of(machine, trace, WORKERS);
      return tables.stream().anyMatch(t -> !TraceChecker.violations(t).isEmpty())
          || !TraceChecker.unbalanced(tables, List.of()).isEmpty();
    } catch (IllegalStateException lookup) {
      assertThat(lookup).hasMessageContaining("looks up");
      return true;
    }
  }

  private static void refuse(String what, ExecutionTrace trace) {
    assertThat(isRefused(FIBONACCI, trace)).as(what).isTrue();
  }

  private static void refuseSum(String what, ExecutionTrace trace) {
    assertThat(isRefused(SUM, trace)).as(what).isTrue();
  }

  private static int get(TraceColumn column, int cycle) {
    return HONEST.chunks().getFirst().get(column, cycle);
  }

  @Test
  void honest_traces_areNotRefused() {
    assertThat(isRefused(FIBONACCI, HONEST)).isFalse();
    assertThat(isRefused(SUM, HONEST_SUM)).isFalse();
    int n = HONEST.chunks().getFirst().rows();
    assertThat(isRefused(FIBONACCI, TraceEdits.without(HONEST, n, n))).isFalse();
  }

  @Test
  void cells_ofEveryColumn_areBound() {
    for (TraceColumn column :
        new TraceColumn[] {
          TraceColumn.CLK, TraceColumn.INDEX, TraceColumn.RS1_VALUE, TraceColumn.RS1_TIME,
          TraceColumn.RS2_VALUE, TraceColumn.RS2_TIME, TraceColumn.RD_BEFORE, TraceColumn.RD_TIME
        }) {
      int value = get(column, LOOP);
      for (int changed : new int[] {value + 1, value - 1, 0, -1, value ^ Integer.MIN_VALUE}) {
        if (changed != value && !(column == TraceColumn.INDEX && (changed < 0 || changed > 20))) {
          refuse(column + " " + changed, TraceEdits.with(HONEST, column, LOOP, changed));
        }
      }
    }
  }

  @Test
  void branch_otherWay_isRefused() {
    int branch = LOOP + LOOP_LENGTH - 1;
    int sequel = HONEST.code().pc(get(TraceColumn.INDEX, branch)) + 4;
    refuse("next pc", TraceEdits.with(HONEST, TraceColumn.NEXT_PC, branch, sequel));
    ExecutionTrace jump = TraceEdits.with(HONEST, TraceColumn.NEXT_PC, branch, sequel);
    refuse("leaves the loop", TraceEdits.without(jump, branch + 1, LOOP + 6 * LOOP_LENGTH));
  }

  @Test
  void cycles_skippedOrRepeated_areRefused() {
    int n = HONEST.chunks().getFirst().rows();
    refuse("skipped", TraceEdits.without(HONEST, LOOP, LOOP + 1));
    refuse("loop skipped", TraceEdits.without(HONEST, LOOP, LOOP + LOOP_LENGTH));
    int[] repeated = IntStream.range(0, n + 1).map(i -> i <= LOOP ? i : i - 1).toArray();
    refuse("repeated", TraceEdits.cycles(HONEST, repeated));
    refuse("only the exit", TraceEdits.without(HONEST, 0, n - 1));
    refuse("without an end", TraceEdits.cycles(HONEST, IntStream.range(2, n).toArray()));
  }

  @Test
  void times_swapped_areRefused() {
    int first = get(TraceColumn.RS1_TIME, LOOP);
    int second = get(TraceColumn.RS2_TIME, LOOP);
    ExecutionTrace one = TraceEdits.with(HONEST, TraceColumn.RS1_TIME, LOOP, second);
    refuse("both", TraceEdits.with(one, TraceColumn.RS2_TIME, LOOP, first));
    // An older value of the same register: read as of the access before the last.
    int later = LOOP + LOOP_LENGTH;
    ExecutionTrace stale =
        TraceEdits.with(HONEST, TraceColumn.RS1_TIME, later, get(TraceColumn.RS1_TIME, LOOP));
    refuse(
        "stale",
        TraceEdits.with(stale, TraceColumn.RS1_VALUE, later, get(TraceColumn.RS1_VALUE, LOOP)));
  }

  @Test
  void section9Item03_imageNotSentExactlyOnce_isRefused() {
    int word = word(HONEST_SUM, 5);
    refuseSum(
        "another constant",
        TraceEdits.withBoundary(
            HONEST_SUM,
            b -> {
              b.initial()[word] = 6;
              return b;
            }));
    refuseSum(
        "a constant as zero",
        TraceEdits.withBoundary(
            HONEST_SUM,
            b -> {
              b.image()[word] = false;
              b.initial()[word] = 0;
              return b;
            }));
    refuseSum(
        "a constant of the run's own",
        TraceEdits.withBoundary(
            HONEST_SUM,
            b -> {
              b.image()[word] = false;
              return b;
            }));
  }

  private static int word(ExecutionTrace trace, int initial) {
    var b = trace.summary().boundary();
    return IntStream.range(Register.CELLS, b.size())
        .filter(i -> b.initial()[i] == initial)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void section9Item23_boundaryRowsTwiceOrOutOfOrder_areRefused() {
    int n = HONEST_SUM.summary().boundary().size();
    int word = word(HONEST_SUM, 5);
    int[] twice = IntStream.range(0, n + 1).map(i -> i <= word ? i : i - 1).toArray();
    refuseSum("twice", TraceEdits.withBoundary(HONEST_SUM, b -> TraceEdits.rows(b, twice)));
    int[] swapped = IntStream.range(0, n).toArray();
    swapped[word] = word - 1;
    swapped[word - 1] = word;
    refuseSum("swapped", TraceEdits.withBoundary(HONEST_SUM, b -> TraceEdits.rows(b, swapped)));
    int[] zeroToo = twice.clone();
    refuseSum(
        "again as zero",
        TraceEdits.withBoundary(
            HONEST_SUM,
            b -> {
              var rows = TraceEdits.rows(b, zeroToo);
              rows.image()[word + 1] = false;
              rows.initial()[word + 1] = 0;
              rows.last()[word + 1] = 0;
              rows.times()[word + 1] = 0;
              return rows;
            }));
  }

  /** What the shape says of memory is a bound: a word that nobody touches changes nothing else. */
  @Test
  void boundaryRow_ofAnUntouchedWord_isNoLie() {
    int n = HONEST_SUM.summary().boundary().size();
    int[] more = IntStream.range(0, n + 1).map(i -> Math.min(i, n - 1)).toArray();
    ExecutionTrace untouched =
        TraceEdits.withBoundary(
            HONEST_SUM,
            b -> {
              var rows = TraceEdits.rows(b, more);
              rows.addresses()[n]++;
              rows.image()[n] = false;
              rows.initial()[n] = 0;
              rows.last()[n] = 0;
              rows.times()[n] = 0;
              return rows;
            });
    assertThat(isRefused(SUM, untouched)).isFalse();
    refuseSum(
        "not as it began",
        TraceEdits.withBoundary(
            untouched,
            b -> {
              b.last()[n] = 1;
              return b;
            }));
  }

  @Test
  void section9Item27_exitCodeAndOutputOfAnotherRun_areRefused() {
    refuse(
        "output",
        TraceEdits.withResult(
            HONEST,
            r -> new ExecutionResult(r.exitCode(), new byte[4], r.diagnostics(), r.cycles())));
    refuse(
        "shorter output",
        TraceEdits.withResult(
            HONEST,
            r -> new ExecutionResult(r.exitCode(), new byte[3], r.diagnostics(), r.cycles())));
    refuse(
        "exit code",
        TraceEdits.withResult(
            HONEST, r -> new ExecutionResult(1, r.output(), r.diagnostics(), r.cycles())));
  }

  @Test
  void program_otherThanTheKeys_isRefused() {
    assertThat(isRefused(machine(Guests.fibonacci(7)), HONEST)).isTrue();
    assertThat(isRefused(machine(Guests.sum(6)), HONEST_SUM)).isTrue();
  }

  @Test
  void stores_belowTheData_areRefused() {
    Program p = Guests.sum(5);
    Program higher =
        new Program(
            p.entry(), p.textStart(), p.textWords(), p.dataStart() + 8192, p.image(), p.symbols());
    assertThat(isRefused(machine(higher), HONEST_SUM)).isTrue();
  }

  /** The verifier's word on some of them: a prover that does not look at what it proves. */
  @Test
  void verifier_proofsOfWrongRuns_areRejected() {
    ExecutionTrace value = TraceEdits.with(HONEST, TraceColumn.RS1_VALUE, LOOP, 9);
    reject(FIBONACCI, value, 0);
    ExecutionTrace code =
        TraceEdits.withResult(
            HONEST_SUM, r -> new ExecutionResult(0, r.output(), r.diagnostics(), r.cycles()));
    reject(SUM, code, 0);
    reject(machine(Guests.sum(6)), HONEST_SUM, HONEST_SUM.summary().result().exitCode());
  }

  private static void reject(VirtualMachine machine, ExecutionTrace trace, int exitCode) {
    RunProof proof = Guests.prove(machine, trace, CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, exitCode))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verifier_otherOutputOrShape_isRejected() throws Exception {
    RunProof proof = FIBONACCI.prove(new byte[0], CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, FIBONACCI.key());
    RunVerifier.verifyUnsafe(FIBONACCI.key(), bytes, CONTEXT, 0);
    // Magic, version, rows, words, exit code, length of the output, output, start of the proof.
    for (int at = 0; at < 160; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> RunVerifier.verifyUnsafe(FIBONACCI.key(), changed, CONTEXT, 0))
          .as("byte %s", at)
          .isInstanceOf(ProofRejectedException.class);
    }
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(SUM.key(), bytes, CONTEXT, 0))
        .isInstanceOf(ProofRejectedException.class);
  }
}
