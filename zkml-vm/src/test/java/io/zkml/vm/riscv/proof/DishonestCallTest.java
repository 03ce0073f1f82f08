package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.exec.TraceEdits;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelCall;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No call of a model can be left out, made up or changed, and no tensor either. */
class DishonestCallTest {

  private static final Workers WORKERS = Workers.of(2);
  private static final int CALLS = 3;
  private static final Guest GUEST = ModelGuests.guest(CALLS);
  private static final VirtualMachine MACHINE =
      ModelGuests.machine(GUEST, SecurityParameters.UNSAFE_TEST, WORKERS);
  private static final ModelForgery CHECK = new ModelForgery(MACHINE, GUEST.models(), WORKERS);
  private static final ExecutionTrace HONEST = trace(GUEST, ModelGuests.input(CALLS));

  private static ExecutionTrace trace(Guest guest, byte[] input) {
    try {
      return new Machine(guest, Limits.DEFAULT).trace(input);
    } catch (TrapException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void refuse(String what, ExecutionTrace trace) {
    assertThat(CHECK.isRefused(trace)).as(what).isTrue();
  }

  private static void noPlan(String what, ExecutionTrace trace) {
    assertThatThrownBy(() -> CHECK.plan(trace))
        .as(what)
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The run with another call in place of call {@code number}. */
  private static ExecutionTrace with(int number, UnaryOperator<TracedCall> change) {
    List<TracedCall> calls = new ArrayList<>(HONEST.summary().calls());
    calls.set(number, change.apply(calls.get(number)));
    return TraceEdits.withCalls(HONEST, calls);
  }

  private static ExecutionTrace withCall(int number, UnaryOperator<ModelCall> change) {
    return with(
        number,
        c ->
            new TracedCall(
                change.apply(c.call()), c.input(), c.inputTimes(), c.before(), c.outputTimes()));
  }

  private static TracedCall withInput(TracedCall c, int... input) {
    return new TracedCall(c.call(), input, c.inputTimes(), c.before(), c.outputTimes());
  }

  private static int[] plus(int[] words, int at, int difference) {
    int[] out = words.clone();
    out[at] += difference;
    return out;
  }

  /** The cycle of call {@code number}. */
  private static int cycle(int number) {
    var chunk = HONEST.chunks().getFirst();
    return IntStream.range(0, chunk.rows())
        .filter(i -> HONEST.code().op(chunk.get(TraceColumn.INDEX, i)) == Opcode.MODEL.number())
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void honestRun_isNotRefused() {
    assertThat(CHECK.isRefused(HONEST)).isFalse();
    assertThat(CHECK.isRefused(with(0, c -> c))).isFalse();
  }

  @Test
  void call_skipped_isRefused() {
    List<TracedCall> calls = HONEST.summary().calls();
    noPlan("in the list", TraceEdits.withCalls(HONEST, calls.subList(1, CALLS + 1)));
    ExecutionTrace without = TraceEdits.without(HONEST, cycle(1), cycle(1) + 1);
    List<TracedCall> rest = new ArrayList<>(calls);
    rest.remove(1);
    refuse("in both", TraceEdits.withCalls(without, rest));
    List<TracedCall> doubled = new ArrayList<>(rest);
    doubled.add(1, withClk(rest.getFirst(), rest.getFirst().call().clk() + 2));
    refuse("and another one doubled", TraceEdits.withCalls(HONEST, doubled));
  }

  private static TracedCall withClk(TracedCall c, int clk) {
    ModelCall call = new ModelCall(c.call().model(), c.call().input(), c.call().output(), clk);
    return new TracedCall(call, c.input(), c.inputTimes(), c.before(), c.outputTimes());
  }

  @Test
  void call_repeated_isRefused() {
    List<TracedCall> calls = new ArrayList<>(HONEST.summary().calls());
    int at = cycle(0);
    calls.add(1, withClk(calls.getFirst(), calls.getFirst().call().clk() + 2));
    noPlan("in the list", TraceEdits.withCalls(HONEST, calls));
    int n = HONEST.chunks().getFirst().rows();
    int[] cycles = IntStream.range(0, n + 1).map(i -> i <= at ? i : i - 1).toArray();
    ExecutionTrace twice = TraceEdits.cycles(HONEST, cycles);
    refuse("in both", TraceEdits.withCalls(twice, calls));
    List<TracedCall> same = new ArrayList<>(HONEST.summary().calls());
    same.add(1, same.getFirst());
    noPlan("at the same time", TraceEdits.withCalls(twice, same));
  }

  @Test
  void calls_reordered_areRefused() {
    List<TracedCall> calls = new ArrayList<>(HONEST.summary().calls());
    TracedCall first = calls.get(0);
    TracedCall second = calls.get(1);
    calls.set(0, second);
    calls.set(1, first);
    noPlan("with their times", TraceEdits.withCalls(HONEST, calls));
    calls.set(0, withClk(second, first.call().clk()));
    calls.set(1, withClk(first, second.call().clk()));
    refuse("in each other's place", TraceEdits.withCalls(HONEST, calls));
    calls.set(0, withInput(first, second.input()));
    calls.set(1, withInput(second, first.input()));
    refuse("inputs", TraceEdits.withCalls(HONEST, calls));
  }

  @Test
  void operands_other_areRefused() {
    refuse("input", withCall(1, c -> new ModelCall(0, c.input() + 4, c.output(), c.clk())));
    refuse("output", withCall(1, c -> new ModelCall(0, c.input(), c.output() + 4, c.clk())));
    refuse("both", withCall(1, c -> new ModelCall(0, c.output(), c.input(), c.clk())));
    for (int d : new int[] {-1, 1, 4}) {
      refuse("clk", withCall(1, c -> new ModelCall(0, c.input(), c.output(), c.clk() + d)));
    }
    refuse(
        "model",
        with(
            CALLS - 1,
            c -> {
              TracedCall last = HONEST.summary().calls().getLast();
              return new TracedCall(
                  new ModelCall(1, c.call().input(), c.call().output(), c.call().clk()),
                  last.input(),
                  last.inputTimes(),
                  last.before(),
                  last.outputTimes());
            }));
  }

  @Test
  void addresses_thatChipsWouldRefuse_haveNoPlan() {
    int floor = GUEST.program().dataStart();
    noPlan("text", withCall(1, c -> new ModelCall(0, c.input(), floor - 4, c.clk())));
    noPlan("between words", withCall(1, c -> new ModelCall(0, c.input() + 1, c.output(), c.clk())));
    noPlan("between words", withCall(1, c -> new ModelCall(0, c.input(), c.output() + 2, c.clk())));
    noPlan("end", withCall(1, c -> new ModelCall(0, -4, c.output(), c.clk())));
    noPlan("end", withCall(1, c -> new ModelCall(0, c.input(), -4, c.clk())));
    int far = floor + Integer.MIN_VALUE;
    noPlan("far", withCall(1, c -> new ModelCall(0, c.input(), far, c.clk())));
    noPlan("no model", withCall(1, c -> new ModelCall(2, c.input(), c.output(), c.clk())));
    noPlan("no model", withCall(1, c -> new ModelCall(-1, c.input(), c.output(), c.clk())));
  }

  @Test
  void input_otherThanMemorys_isRefused() {
    for (int i = 0; i < ModelGuests.INPUTS; i++) {
      int at = i;
      int d = HONEST.summary().calls().get(1).input()[i] > 0 ? -1 : 1;
      refuse("word " + i, with(1, c -> withInput(c, plus(c.input(), at, d))));
      refuse(
          "time of word " + i,
          with(
              1,
              c ->
                  new TracedCall(
                      c.call(),
                      c.input(),
                      plus(c.inputTimes(), at, -1),
                      c.before(),
                      c.outputTimes())));
    }
    // As it was before it was last written.
    refuse("stale", with(1, c -> withInput(c, HONEST.summary().calls().getFirst().input())));
  }

  @Test
  void output_writtenOverSomethingElse_isRefused() {
    for (int i = 0; i < ModelGuests.OUTPUTS; i++) {
      int at = i;
      refuse(
          "before " + i,
          with(
              1,
              c ->
                  new TracedCall(
                      c.call(),
                      c.input(),
                      c.inputTimes(),
                      plus(c.before(), at, 1),
                      c.outputTimes())));
      refuse(
          "time " + i,
          with(
              1,
              c ->
                  new TracedCall(
                      c.call(),
                      c.input(),
                      c.inputTimes(),
                      c.before(),
                      plus(c.outputTimes(), at, -1))));
    }
  }

  /** Memory nobody has written is zero, for models too. */
  @Test
  void input_neverWritten_isZero() {
    Guest guest = new Guest(ModelGuests.untouched(), GUEST.models());
    VirtualMachine machine = ModelGuests.machine(guest, SecurityParameters.UNSAFE_TEST, WORKERS);
    ModelForgery check = new ModelForgery(machine, guest.models(), WORKERS);
    ExecutionTrace honest = trace(guest, new byte[0]);
    assertThat(check.isRefused(honest)).isFalse();
    TracedCall call = honest.summary().calls().getFirst();
    List<TracedCall> forged = List.of(withInput(call, plus(call.input(), 2, 7)));
    assertThat(check.isRefused(TraceEdits.withCalls(honest, forged))).isTrue();
  }

  /** A model of other weights, or one that computes something else, in place of the key's. */
  @Test
  void tensors_ofAnotherModel_areRefused() {
    List<ModelObject> others = List.of(ModelGuests.layers(4), GUEST.models().get(1));
    Guest other = new Guest(GUEST.program(), others);
    ModelForgery check = new ModelForgery(MACHINE, others, WORKERS);
    assertThat(check.isRefused(trace(other, ModelGuests.input(CALLS)))).isTrue();
  }

  /** Every cell of the models' parts that a run fixes: any other value breaks a rule. */
  @Test
  void cells_ofModelsAndLinks_areBound() {
    RunPlan plan = CHECK.plan(HONEST);
    Witness witness = CHECK.witness(plan, HONEST);
    long[] entries = witness.committed().getFirst();
    List<Integer> logs = plan.plan().commitments().get(RunPlan.RUN).blockLogs();
    long[] offsets = new StackedLayout(0, logs).offsets();
    int first = plan.models().parts().getFirst().firstBlock();
    for (Segment s : plan.plan().segments()) {
      for (int row : new int[] {0, (int) s.rows() - 1}) {
        for (Segment.Source source : s.sources()) {
          if (source instanceof Segment.Committed c
              && c.commitment() == RunPlan.RUN
              && c.block() >= first
              && isReal(s, row)) {
            int at = (int) offsets[c.block()] + row;
            long cell = entries[at];
            entries[at] = Goldilocks.add(cell, 1);
            assertThat(CHECK.isRefused(plan, witness))
                .as("%s, block %s, row %s", s.chip().name(), c.block(), row)
                .isTrue();
            entries[at] = cell;
          }
        }
      }
    }
    assertThat(CHECK.isRefused(plan, witness)).isFalse();
  }

  private static boolean isReal(Segment s, int row) {
    return s.sources().stream()
        .noneMatch(
            x -> x instanceof Segment.Public p && isIndicator(p) && p.column().row(row) == 0);
  }

  private static boolean isIndicator(Segment.Public p) {
    return p.column() instanceof PublicColumn.RealPositions;
  }

  /** The verifier's word on some of them: a prover that does not look at what it proves. */
  @Test
  void verifier_proofsOfWrongCalls_areRejected() throws Exception {
    byte[] honest = prove(HONEST);
    RunVerifier.verifyUnsafe(MACHINE.key(), honest, new byte[0], -7);
    reject(with(1, c -> withInput(c, plus(c.input(), 3, 1))));
    reject(withCall(1, c -> new ModelCall(0, c.input() + 4, c.output(), c.clk())));
    for (int at = 0; at < 300; at++) {
      byte[] changed = honest.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> RunVerifier.verifyUnsafe(MACHINE.key(), changed, new byte[0], -7))
          .as("byte %s", at)
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  private static byte[] prove(ExecutionTrace trace) {
    RunProof proof = Guests.prove(MACHINE, trace, new byte[0]);
    return RunProofCodec.encode(proof, MACHINE.key());
  }

  private static void reject(ExecutionTrace trace) {
    byte[] proof = prove(trace);
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(MACHINE.key(), proof, new byte[0], -7))
        .isInstanceOf(ProofRejectedException.class);
  }
}
