package io.zkml.vm.riscv.proof;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.S2;
import static io.zkml.vm.riscv.isa.Register.S3;
import static io.zkml.vm.riscv.isa.Register.S4;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceReport;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.chip.ChipRun;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Registers that lie untouched for more than 2^16 clocks are found as they were left. */
class DishonestRefreshTest {

  private static final Workers WORKERS = Workers.of(2);
  private static final byte[] CONTEXT = {};
  private static final Program PROGRAM = program();
  private static final VirtualMachine MACHINE =
      Guests.machine(PROGRAM, SecurityParameters.UNSAFE_TEST, WORKERS);
  private static final ExecutionTrace TRACE = ChipRun.trace(PROGRAM);
  private static final RunPlan PLAN = RunTables.plan(MACHINE, TRACE);

  private static final int USED = 0;
  private static final int VALUE = 2;
  private static final int BEFORE = 3;
  private static final int TIME = 4;
  private static final int UPPER = 5;

  /** A loop of 2^17 clocks between writes and reads of two registers. */
  static Program program() {
    return new Assembler()
        .li(S3, 70)
        .li(S4, 7)
        .li(S2, 1 << 15)
        .label("loop")
        .addi(S2, S2, -1)
        .bnez(S2, "loop")
        .add(A0, S3, S4)
        .exit(0)
        .program();
  }

  /** Whether a witness is refused once its refreshes have been changed. */
  private static boolean isRefused(BiConsumer<long[], int[]> change) {
    Witness witness = RunTables.witness(PLAN, List.of(), TRACE, WORKERS);
    long[] entries = witness.committed().getFirst();
    long[] offsets =
        new StackedLayout(0, PLAN.plan().commitments().get(RunPlan.RUN).blockLogs()).offsets();
    change.accept(entries, columns(PLAN.tables().refreshes(), offsets));
    try {
      LookupCounts counts = new LookupCounts(TRACE.code().size(), WORKERS);
      counts.addFetches(TRACE.chunks());
      counts.add(PLAN, entries, offsets);
      counts.write(PLAN, entries, offsets);
    } catch (IllegalStateException lookup) {
      assertThat(lookup).hasMessageContaining("looks up");
      return true;
    }
    TraceReport report = TraceChecker.check(RunTables.of(MACHINE, PLAN, witness), List.of());
    return !report.violations().isEmpty() || !report.unbalanced().isEmpty();
  }

  private static int[] columns(int segment, long[] offsets) {
    return PLAN.columns(segment, offsets);
  }

  /** The row of a register's refresh. */
  private static int row(long[] entries, int[] at, int register) {
    int row = 0;
    while (entries[at[1] + row] != register || entries[at[USED] + row] != 1) {
      row++;
    }
    return row;
  }

  @Test
  void honest_refreshes_areNotRefused() throws Exception {
    assertThat(
            isRefused((entries, at) -> {
              int row = row(entries, at, S3.number());
              assertThat(entries[at[VALUE] + row]).isEqualTo(70);
              assertThat(entries[at[TIME] + row] - entries[at[BEFORE] + row])
                  .isGreaterThan(1 << 15);
            }))
        .isFalse();
    byte[] bytes = RunProofCodec.encode(MACHINE.prove(new byte[0], CONTEXT), MACHINE.key());
    RunVerifier.verifyUnsafe(MACHINE.key(), bytes, CONTEXT, 0);
  }

  @Test
  void refresh_ofAnotherValueRegisterOrTime_isRefused() {
    for (int column = 0; column < UPPER; column++) {
      for (long step : new long[] {1, -1}) {
        int c = column;
        assertThat(
                isRefused((entries, at) -> {
                  int cell = at[c] + row(entries, at, S3.number());
                  entries[cell] = Goldilocks.add(entries[cell], Goldilocks.fromSigned(step));
                }))
            .as("column %s, step %s", c, step)
            .isTrue();
      }
    }
  }

  @Test
  void refresh_leftOut_isRefused() {
    assertThat(
            isRefused((entries, at) -> {
              int row = row(entries, at, S3.number());
              for (int column : at) {
                entries[column + row] = 0;
              }
            }))
        .isTrue();
  }

  /** Two refreshes that feed each other, apart from all accesses. */
  @Test
  void refreshes_inACircle_areRefused() {
    assertThat(
            isRefused((entries, at) -> {
              int free = PLAN.plan().segments().get(PLAN.tables().refreshes()).logRows();
              int row = (1 << free) - 2;
              for (int i = 0; i < 2; i++) {
                entries[at[USED] + row + i] = 1;
                entries[at[VALUE] + row + i] = 5;
                entries[at[BEFORE] + row + i] = 10L - i;
                entries[at[TIME] + row + i] = 9L + i;
              }
            }))
        .isTrue();
  }

  /** One more changes nothing: a register may be refreshed at any time. */
  @Test
  void refresh_inTwoSteps_isNoLie() {
    assertThat(
            isRefused((entries, at) -> {
              int row = row(entries, at, S3.number());
              int last = (1 << PLAN.plan().segments().get(PLAN.tables().refreshes()).logRows()) - 1;
              for (int column : at) {
                entries[column + last] = entries[column + row];
              }
              long middle = entries[at[BEFORE] + row] + 100;
              entries[at[TIME] + row] = middle;
              entries[at[UPPER] + row] = 0;
              entries[at[BEFORE] + last] = middle;
              entries[at[UPPER] + last] = (entries[at[TIME] + last] - middle - 1) >>> 16;
            }))
        .isFalse();
  }
}
