package io.zkml.vm.riscv.proof;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.S1;
import static io.zkml.vm.riscv.isa.Register.S2;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.progress.Monitor;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.TrapException;

/** Guests for tests of proofs. */
final class Guests {

  private Guests() {}

  /** Fibonacci numbers modulo 2^32 in a loop of five instructions; outputs the last one. */
  static Program fibonacci(int n) {
    return new Assembler()
        .li(S0, 0)
        .li(S1, 1)
        .li(S2, n)
        .label("loop")
        .add(T0, S0, S1)
        .mv(S0, S1)
        .mv(S1, T0)
        .addi(S2, S2, -1)
        .bnez(S2, "loop")
        .la(A1, "result")
        .sw(S0, 0, A1)
        .label("write")
        .li(A0, 1)
        .li(A2, 1)
        .li(A7, 64)
        .ecall()
        .addi(A1, A1, 1)
        .addi(S2, S2, 1)
        .li(T0, 4)
        .blt(S2, T0, "write")
        .exit(0)
        .dataLabel("result")
        .space(4)
        .program();
  }

  /** Reads one word, adds a constant of the data, exits with the sum. */
  static Program sum(int constant) {
    return new Assembler()
        .la(A1, "buffer")
        .li(A0, 0)
        .li(A2, 4)
        .li(A7, 63)
        .ecall()
        .lw(T0, 0, A1)
        .la(A1, "constant")
        .lw(S0, 0, A1)
        .add(A0, T0, S0)
        .sub(A0, A0, ZERO)
        .li(A7, 93)
        .ecall()
        .dataLabel("constant")
        .words(constant)
        .dataLabel("buffer")
        .space(4)
        .program();
  }

  /** Reads a word into memory, counts down from 20, looks at the word again, exits with 0. */
  static Program secret() {
    return new Assembler()
        .la(A1, "buffer")
        .li(A0, 0)
        .li(A2, 4)
        .li(A7, 63)
        .ecall()
        .li(S2, 20)
        .label("loop")
        .addi(S2, S2, -1)
        .bnez(S2, "loop")
        .lw(T0, 0, A1)
        .sw(T0, 4, A1)
        .exit(0)
        .dataLabel("buffer")
        .space(8)
        .program();
  }

  /** A proof of a trace by a prover that does not look at what it proves. */
  static RunProof prove(VirtualMachine machine, ExecutionTrace trace, byte[] context) {
    RunProver.Source source =
        (cycles, chunks) -> {
          trace.chunks().forEach(chunks);
          return trace.summary();
        };
    try {
      return machine.prover().prove(source, context, Monitor.silent());
    } catch (TrapException e) {
      throw new AssertionError(e);
    }
  }

  static VirtualMachine machine(Program program, SecurityParameters parameters, Workers workers) {
    ProgramProver.Resources resources =
        new ProgramProver.Resources(Kernels.auto(), BatchHasher.auto(), workers);
    return VirtualMachine.setup(program, parameters, 1 << 12, resources);
  }
}
