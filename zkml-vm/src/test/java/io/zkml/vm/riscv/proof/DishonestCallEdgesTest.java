package io.zkml.vm.riscv.proof;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.T1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TraceEdits;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelCall;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.riscv.model.TracedCall;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Calls at the edges of memory, on places that overlap, one right after the other, of two models of
 * one shape: what they read and write is what they should, and nothing else.
 */
class DishonestCallEdgesTest {

  private static final Workers WORKERS = Workers.of(2);

  /** The last two words of memory. */
  private static final int TOP = -8;

  private static final Guest GUEST = new Guest(program(), List.of(model(1), model(-1)));
  private static final VirtualMachine MACHINE =
      ModelGuests.machine(GUEST, SecurityParameters.UNSAFE_TEST, WORKERS);
  private static final ModelForgery CHECK = new ModelForgery(MACHINE, GUEST.models(), WORKERS);
  private static final ExecutionTrace HONEST = honest();

  /** From x and y to x + sign y and x + 2 sign y. */
  private static ModelObject model(int sign) {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = ModelGuests.input(b, "x", ProgramBuilder.padded(1), -20, 20);
    int y = ModelGuests.input(b, "y", ProgramBuilder.padded(1), -20, 20);
    int first = linear(b, x, 64, y, 64L * sign);
    int second = linear(b, x, 64, y, 128L * sign);
    return new ModelObject(
        new GuestModel(b.build(), List.of(x, y), List.of(first, second)), b.values());
  }

  private static int linear(ProgramBuilder b, int x, long a, int y, long c) {
    TensorAxis all = new TensorAxis.Batch();
    var terms = List.of(ProgramBuilder.term(a, x, all), ProgramBuilder.term(c, y, all));
    return b.requantize(b.contract(ProgramBuilder.padded(1), terms), new Activation.Linear());
  }

  /**
   * Model 0 on the last words of memory, which nobody has written; model 1 from words 0 and 1 to 1
   * and 2; model 0 in place on 1 and 2, its result never read; model 0 once more in a row.
   */
  private static Program program() {
    return new Assembler()
        .li(A0, TOP)
        .la(A1, "words")
        .addi(A2, A1, 4)
        .li(T0, 2)
        .li(T1, -1)
        .model(0, A0, A1)
        .sw(T0, 0, A1)
        .sw(T1, 4, A1)
        .model(1, A1, A2)
        .model(0, A2, A2)
        .model(0, A1, A1)
        .lw(A0, 0, A1)
        .li(A7, 93)
        .ecall()
        .dataLabel("words")
        .space(12)
        .program();
  }

  private static ExecutionTrace honest() {
    try {
      return new Machine(GUEST, Limits.DEFAULT).trace(new byte[0]);
    } catch (TrapException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static TracedCall call(int number) {
    return HONEST.summary().calls().get(number);
  }

  private static ExecutionTrace with(int number, TracedCall other) {
    List<TracedCall> calls = new ArrayList<>(HONEST.summary().calls());
    calls.set(number, other);
    return TraceEdits.withCalls(HONEST, calls);
  }

  private static TracedCall at(TracedCall c, int model, int input, int output, int clk) {
    ModelCall call = new ModelCall(model, input, output, clk);
    return new TracedCall(call, c.input(), c.inputTimes(), c.before(), c.outputTimes());
  }

  private static void refuse(String what, ExecutionTrace trace) {
    assertThat(CHECK.isRefused(trace)).as(what).isTrue();
  }

  @Test
  void honestRun_readsAndWritesWhatItShould() throws Exception {
    assertThat(call(0).input()).containsExactly(0, 0);
    assertThat(call(1).input()).containsExactly(2, -1);
    assertThat(call(2).input()).containsExactly(3, 4);
    assertThat(call(3).input()).containsExactly(2, 7);
    assertThat(HONEST.summary().result().exitCode()).isEqualTo(9);
    assertThat(CHECK.isRefused(HONEST)).isFalse();
  }

  /** Every call in a shard of its own, their segments in the last one. */
  @Test
  void prove_callsOfOtherShards_verifies() throws Exception {
    VirtualMachine machine = MACHINE.withShards(new ShardSize(1, 1));
    RunProof proof = machine.prove(new byte[0], new byte[0]);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    VerifiedRun run = RunVerifier.verifyUnsafe(machine.key(), bytes, new byte[0], 9);
    assertThat(run.shape().shards().getLast().rows(InstructionKind.MODEL_CALL)).isZero();
    assertThat(run.shape().calls())
        .isEqualTo(HONEST.summary().calls().stream().map(TracedCall::call).toList());
  }

  @Test
  void model_ofOneShape_isNotAnother() {
    ModelCall c = call(1).call();
    refuse("model 0", with(1, at(call(1), 0, c.input(), c.output(), c.clk())));
    List<TracedCall> calls = new ArrayList<>(HONEST.summary().calls());
    ModelCall d = call(2).call();
    calls.set(1, at(call(2), d.model(), d.input(), d.output(), c.clk()));
    calls.set(2, at(call(1), c.model(), c.input(), c.output(), d.clk()));
    refuse("exchanged", TraceEdits.withCalls(HONEST, calls));
  }

  @Test
  void lastWordsOfMemory_areNoOthers() {
    ModelCall c = call(0).call();
    refuse("others", with(0, at(call(0), 0, 0, c.output(), c.clk())));
    refuse("half of them", with(0, at(call(0), 0, TOP - 4, c.output(), c.clk())));
    TracedCall made =
        new TracedCall(
            c, new int[] {1, 0}, call(0).inputTimes(), call(0).before(), call(0).outputTimes());
    refuse("not zero", with(0, made));
    assertThatThrownBy(() -> CHECK.plan(with(0, at(call(0), 0, TOP + 4, c.output(), c.clk()))))
        .hasMessageContaining("no memory there to read");
  }

  /** In place: the input is what was there before the output, which was written a step later. */
  @Test
  void input_thatIsItsOwnOutput_isRefused() {
    TracedCall c = call(2);
    int clk = c.call().clk();
    int[] written = {7, 11};
    for (int time : new int[] {clk - 1, clk, clk + 1, clk + 2}) {
      int[] times = {time, time};
      TracedCall own = new TracedCall(c.call(), written, times, c.before(), c.outputTimes());
      refuse("output read at " + time, with(2, own));
      TracedCall first = new TracedCall(c.call(), c.input(), c.inputTimes(), c.before(), times);
      boolean honest = time == clk;
      assertThat(CHECK.isRefused(with(2, first))).as("written after %s", time).isEqualTo(!honest);
    }
    int[] before = call(1).before();
    refuse(
        "as if the call before had not been",
        with(2, new TracedCall(c.call(), before, c.inputTimes(), c.before(), c.outputTimes())));
  }
}
