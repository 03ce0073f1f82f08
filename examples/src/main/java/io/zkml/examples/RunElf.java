package io.zkml.examples;

import io.zkml.ml.ModelFormatException;
import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.Meter;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.model.Guest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs a RISC-V program: {@code RunElf [OPTION...] FILE.elf < input > output}. Exit status is the
 * guest's; 124 if the run could not be proven, 125 if the file is no program for the machine, 126
 * if the guest trapped. With {@code --meter}, a report of its instructions goes to the error
 * stream; with {@code --prove}, the run is proven, too: see {@link ProveElf}.
 */
public final class RunElf {

  private static final int NOT_PROVEN = 124;
  private static final int BAD_FILE = 125;
  private static final int TRAPPED = 126;

  private RunElf() {}

  /** Runs the guest on standard input and output. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args, System.in.readAllBytes()));
  }

  /** Exit status of a command line. */
  static int run(String[] args, byte[] input) throws IOException {
    RunElfOptions options;
    try {
      options = RunElfOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage() + "\n" + RunElfOptions.USAGE);
      return BAD_FILE;
    }
    try {
      Guest guest = options.guest();
      return options.prove() ? prove(guest, input, options) : run(guest, input, options);
    } catch (NoSuchFileException e) {
      System.err.println("error: there is no file " + e.getMessage());
      return BAD_FILE;
    } catch (ElfFormatException e) {
      System.err.println("error: " + options.elf() + ": " + e.getMessage());
      return BAD_FILE;
    } catch (ModelFormatException e) {
      System.err.println("error: " + e.getMessage());
      return BAD_FILE;
    } catch (TrapException e) {
      System.err.println("error: " + e.getMessage());
      return TRAPPED;
    }
  }

  private static int run(Guest guest, byte[] input, RunElfOptions options) throws TrapException {
    Machine machine = new Machine(guest, Limits.DEFAULT);
    if (options.meter()) {
      Meter meter = machine.meter(input);
      System.err.print(report(meter));
      return end(meter.result());
    }
    return end(machine.execute(input));
  }

  private static int prove(Guest guest, byte[] input, RunElfOptions options)
      throws IOException, TrapException {
    try (ProveElf prover = new ProveElf(guest, options)) {
      int status = end(prover.execute(input));
      return prover.prove(input) ? status : NOT_PROVEN;
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      return NOT_PROVEN;
    }
  }

  /** Passes on what the guest wrote; its exit status. */
  private static int end(ExecutionResult result) {
    System.err.writeBytes(result.diagnostics());
    System.out.writeBytes(result.output());
    System.out.flush();
    return result.exitCode() & 0xff;
  }

  /** Instructions by family and by function, one a line. */
  static String report(Meter meter) {
    StringBuilder report = new StringBuilder();
    line(report, "all instructions", meter.result().cycles());
    Arrays.stream(Family.values())
        .filter(family -> meter.count(family) > 0)
        .forEach(
            family -> line(report, family.name().toLowerCase(Locale.ROOT), meter.count(family)));
    meter.functions().forEach(f -> line(report, f.name() + "()", f.cycles()));
    return report.toString();
  }

  private static void line(StringBuilder report, String name, long count) {
    report.append(String.format(Locale.ROOT, "%12d  %s%n", count, name));
  }
}
