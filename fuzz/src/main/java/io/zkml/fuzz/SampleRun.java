package io.zkml.fuzz;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.T0;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.proof.ProgramProver.Resources;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.proof.ProgramKey;
import io.zkml.vm.riscv.proof.RunProofCodec;
import io.zkml.vm.riscv.proof.VirtualMachine;

/**
 * Proofs of a small RISC-V program with the parameter set for tests.
 *
 * @param key of the program
 * @param proof of a run
 * @param other proof of a run of the same shape with another output
 */
public record SampleRun(ProgramKey key, byte[] proof, byte[] other) {

  private static final int TYPICAL_CYCLES = 1 << 12;

  /** Reads a byte, writes its double. */
  private static Program program() {
    Assembler guest = new Assembler().dataLabel("buffer").space(4);
    guest.la(A1, "buffer").li(A0, 0).li(A2, 1).li(A7, 63).ecall();
    guest.lbu(T0, 0, A1).add(T0, T0, T0).sb(T0, 0, A1);
    return guest.li(A0, 1).li(A2, 1).li(A7, 64).ecall().exit(0).program();
  }

  /** Proves anew; the same bytes every time. */
  public static SampleRun prove() {
    try (Workers workers = Workers.of(1)) {
      VirtualMachine machine =
          VirtualMachine.setup(
              program(),
              SecurityParameters.UNSAFE_TEST,
              TYPICAL_CYCLES,
              new Resources(Kernels.scalar(), BatchHasher.scalar(), workers));
      return new SampleRun(machine.key(), prove(machine, 3), prove(machine, 4));
    } catch (TrapException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] prove(VirtualMachine machine, int input) throws TrapException {
    byte[] in = {(byte) input};
    return RunProofCodec.encode(machine.prove(in, new byte[0]), machine.key());
  }
}
