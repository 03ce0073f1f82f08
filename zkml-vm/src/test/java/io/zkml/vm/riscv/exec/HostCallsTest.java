package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.S1;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.T1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCallsTest {

  private int loops;

  /** Reads at any alignment change the bytes that came, no others. */
  @ParameterizedTest(name = "read {1} of {2} bytes to offset {0}")
  @CsvSource({"0, 4, 4", "1, 6, 9", "3, 1, 5", "2, 9, 3", "5, 0, 4", "0, 8, 0", "3, 7, 7"})
  void read_anyAlignment_changesOnlyItsBytes(int offset, int wanted, int available) {
    byte[] input = "123456789".substring(0, available).getBytes(US_ASCII);
    Assembler guest = new Assembler().dataLabel("d").ascii("abcdefghijkl");
    callAll(guest, 63, 0, offset, wanted).mv(S0, T1);
    callAll(guest, 64, 1, 0, 12).mv(S1, T1).exit(0);
    ExecutionTrace trace = Runs.compare(guest.program(), input);
    new TraceChecker(trace).check();
    StringBuilder expected = new StringBuilder("abcdefghijkl");
    int count = Math.min(wanted, available);
    expected.replace(offset, offset + count, "123456789".substring(0, count));
    assertThat(new String(trace.summary().result().output(), US_ASCII))
        .isEqualTo(expected.toString());
    assertThat(trace.summary().boundary().last()[S0.number()]).isEqualTo(count);
    assertThat(trace.summary().boundary().last()[S1.number()]).isEqualTo(12);
  }

  @Test
  void read_twice_goesOnWhereItStopped() {
    Assembler guest = new Assembler().dataLabel("d").space(12);
    callAll(guest, 63, 0, 0, 2);
    callAll(guest, 63, 0, 4, 9).mv(S0, T1);
    callAll(guest, 63, 0, 4, 9).mv(S1, T1);
    callAll(guest, 64, 1, 3, 4).exit(0);
    ExecutionTrace trace = Runs.compare(guest.program(), "hello".getBytes(US_ASCII));
    assertThat(trace.summary().result().output()).isEqualTo("\0llo".getBytes(US_ASCII));
    assertThat(trace.summary().boundary().last()[S0.number()]).isEqualTo(3);
    assertThat(trace.summary().boundary().last()[S1.number()]).isZero();
  }

  @Test
  void write_toDiagnostics_isKeptApart() throws TrapException {
    Assembler guest = new Assembler().dataLabel("d").ascii("warning");
    call(guest, 64, 2, 0, 7).mv(S0, A0);
    callAll(guest, 64, 1, 0, 3).exit(0);
    Machine machine = new Machine(guest.program(), Limits.DEFAULT.withOutputBytes(5));
    ExecutionTrace trace = machine.trace(new byte[0]);
    new TraceChecker(trace).check();
    assertThat(trace.summary().result().output()).isEqualTo("war".getBytes(US_ASCII));
    assertThat(trace.summary().result().diagnostics()).isEqualTo("warni".getBytes(US_ASCII));
    assertThat(trace.summary().boundary().last()[S0.number()]).isEqualTo(7);
  }

  @Test
  void exit_anyCode_isGivenWhole() throws TrapException {
    Assembler guest = new Assembler().exit(-559038737);
    assertThat(new Machine(guest.program()).execute(new byte[0]).exitCode()).isEqualTo(0xdeadbeef);
  }

  @Test
  void calls_anyBuffer_transferAWordOrAByte() {
    int[][] cases = {
      {63, 0, 8, 4},
      {63, 4, 5, 4},
      {63, 1, 8, 1},
      {63, 0, 3, 1},
      {63, 0, 0, 0},
      {64, 0, 8, 1},
      {64, 3, 1, 1},
      {64, 0, 0, 0}
    };
    for (int[] c : cases) {
      Assembler guest = new Assembler().dataLabel("d").space(12);
      call(guest, c[0], c[0] == 63 ? 0 : 1, c[1], c[2]).mv(S0, A0).exit(0);
      ExecutionTrace trace = Runs.compare(guest.program(), "12345678".getBytes(US_ASCII));
      new TraceChecker(trace).check();
      assertThat(trace.summary().boundary().last()[S0.number()]).isEqualTo(c[3]);
    }
  }

  /** Calls until nothing is left or nothing comes; t1 is how much was transferred. */
  private Assembler callAll(Assembler guest, int number, int fd, int offset, int length) {
    String again = "again " + loops;
    String done = "done " + loops++;
    guest.la(A1, "d").li(T0, offset).add(A1, A1, T0).li(A2, length).li(A7, number).li(T1, 0);
    guest.label(again).li(A0, fd).ecall().add(A1, A1, A0).sub(A2, A2, A0).add(T1, T1, A0);
    return guest.beqz(A0, done).bnez(A2, again).label(done);
  }

  private static Assembler call(Assembler guest, int number, int fd, int offset, int length) {
    guest.la(A1, "d").li(T0, offset).add(A1, A1, T0).li(A2, length);
    return guest.li(A0, fd).li(A7, number).ecall();
  }
}
