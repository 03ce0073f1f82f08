package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.T1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Opcode;
import org.junit.jupiter.api.Test;

class MeterTest {

  private static Assembler guest() {
    return new Assembler()
        .dataLabel("d")
        .words(1, 2)
        .li(T0, 10)
        .call("work")
        .exit(0)
        .function("idle")
        .ret()
        .function("work")
        .la(S0, "d")
        .label("loop")
        .lw(T1, 1, S0)
        .sw(T1, 0, S0)
        .addi(T0, T0, -1)
        .bnez(T0, "loop")
        .ret();
  }

  @Test
  void meter_loop_countsByOperationFamilyAndFunction() throws TrapException {
    Meter meter = new Machine(guest().program()).meter(new byte[0]);
    assertThat(meter.count(Opcode.LW)).isEqualTo(10);
    assertThat(meter.count(Opcode.BNE)).isEqualTo(10);
    assertThat(meter.count(Opcode.MUL)).isZero();
    assertThat(meter.count(Family.STORE)).isEqualTo(10);
    assertThat(meter.count(Family.JUMP)).isEqualTo(2);
    assertThat(meter.count(Family.ADD_SUB)).isEqualTo(14);
    assertThat(meter.functions())
        .containsExactly(
            new Meter.FunctionCount("work", 43), new Meter.FunctionCount("(no function)", 6));
    assertThat(meter.result().cycles()).isEqualTo(49);
  }

  @Test
  void meter_anyGuest_countsTheTracesClockAndRows() throws TrapException {
    Machine machine = new Machine(guest().program());
    ExecutionTrace trace = machine.trace(new byte[0]);
    Meter meter = machine.meter(new byte[0]);
    assertThat(meter.clockSteps()).isEqualTo(trace.summary().endClk() - 1);
    // A load across two words takes four accesses, an aligned store three.
    assertThat(trace.chunks().getFirst().others().size()).isEqualTo(10);
    long sum = 0;
    for (int i = 0; i < machine.code().size(); i++) {
      sum += meter.count(i);
    }
    assertThat(sum).isEqualTo(trace.chunks().getFirst().rows());
  }
}
