package io.zkml.examples;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.proof.ProgramProver.Resources;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.proof.ProgramKey;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import io.zkml.vm.riscv.proof.RunProofCodec;
import io.zkml.vm.riscv.proof.RunVerifier;
import io.zkml.vm.riscv.proof.VerifiedRun;
import io.zkml.vm.riscv.proof.VirtualMachine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shortest way from a RISC-V program to a verified output; run it in the project's folder. */
public final class ProgramQuickStart {
  private ProgramQuickStart() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "examples/guests/fibonacci.elf");
    Program program = ElfReader.read(Files.readAllBytes(file));
    byte[] input = "20\n".getBytes(StandardCharsets.UTF_8); // private: not part of the proof
    byte[] context = {}; // what the proof is bound to: a nonce, if it must be fresh
    byte[] keyBytes;
    byte[] proofBytes;
    try (Workers workers = Workers.ofAllCores()) {
      Resources resources = new Resources(Kernels.auto(), BatchHasher.auto(), workers);
      VirtualMachine machine =
          VirtualMachine.setup(program, SecurityParameters.FAST_128, resources);
      keyBytes = ProgramKeyCodec.encode(machine.key());
      proofBytes = RunProofCodec.encode(machine.prove(input, context), machine.key());
    }

    // Anywhere else: throws unless the proof shows a run of the program with exit code 0.
    ProgramKey key = ProgramKeyCodec.decode(keyBytes);
    VerifiedRun run = RunVerifier.verify(key, proofBytes, context);
    System.out.print("proven output: " + new String(run.output(), StandardCharsets.UTF_8));
  }
}
