package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.asm.Assembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Compares random programs with {@code qemu-riscv32}: {@code CompareQemu FIRST_SEED COUNT}. Exit
 * status 1 if one gives something else, whose file is then kept.
 */
final class CompareQemu {

  private static final String QEMU = "qemu-riscv32";
  private static final int BLOCKS = 300;

  private CompareQemu() {}

  /** Runs all seeds. */
  public static void main(String[] args) throws IOException, InterruptedException, TrapException {
    long first = Long.parseLong(args[0]);
    int count = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("compare-qemu");
    long cycles = 0;
    for (long seed = first; seed < first + count; seed++) {
      Assembler guest = RandomGuest.program(seed, BLOCKS);
      byte[] input = RandomGuest.input(seed);
      ExecutionResult result = new Machine(guest.program()).execute(input);
      Path file = Files.write(folder.resolve("seed" + seed + ".elf"), guest.elf());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
      if (!agree(result, file, input)) {
        System.out.println("seed " + seed + " differs: " + file);
        System.exit(1);
      }
      cycles += result.cycles();
      Files.delete(file);
    }
    Files.delete(folder);
    System.out.println(count + " programs, " + cycles + " instructions: " + QEMU + " agrees");
  }

  private static boolean agree(ExecutionResult result, Path file, byte[] input)
      throws IOException, InterruptedException {
    Path inputFile = Files.write(file.resolveSibling("input"), input);
    Process process =
        new ProcessBuilder(QEMU, file.toString())
            .redirectInput(inputFile.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    boolean same =
        process.waitFor() == (result.exitCode() & 0xff) && Arrays.equals(output, result.output());
    Files.delete(inputFile);
    return same;
  }
}
