package io.zkml.examples;

import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.Meter;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs a RISC-V program: {@code RunElf [--meter] FILE.elf < input > output}. Exit status is the
 * guest's; 125 if the file is no program for the machine, 126 if the guest trapped. With {@code
 * --meter}, a report of its instructions goes to the error stream.
 */
public final class RunElf {

  private static final int BAD_FILE = 125;
  private static final int TRAPPED = 126;

  private RunElf() {}

  /** Runs the guest on standard input and output. */
  public static void main(String[] args) throws IOException {
    boolean meter = args.length > 0 && args[0].equals("--meter");
    if (args.length != (meter ? 2 : 1)) {
      System.err.println("usage: RunElf [--meter] FILE.elf < input > output");
      System.exit(BAD_FILE);
    }
    System.exit(run(Path.of(args[args.length - 1]), meter));
  }

  private static int run(Path file, boolean metered) throws IOException {
    try {
      Program program = ElfReader.read(Files.readAllBytes(file));
      byte[] input = System.in.readAllBytes();
      Machine machine = new Machine(program);
      ExecutionResult result;
      if (metered) {
        Meter meter = machine.meter(input);
        System.err.print(report(meter));
        result = meter.result();
      } else {
        result = machine.execute(input);
      }
      System.err.write(result.diagnostics());
      System.out.write(result.output());
      System.out.flush();
      return result.exitCode() & 0xff;
    } catch (ElfFormatException e) {
      System.err.println("error: " + file + ": " + e.getMessage());
      return BAD_FILE;
    } catch (TrapException e) {
      System.err.println("error: " + e.getMessage());
      return TRAPPED;
    }
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
