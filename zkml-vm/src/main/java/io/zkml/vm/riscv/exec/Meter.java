package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Symbol;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a run would cost to prove, in rows: instructions by operation, family and function. */
public final class Meter {

  /**
   * Instructions run inside a function, those of the functions it calls not counted.
   *
   * @param name of the function
   * @param cycles run in it
   */
  public record FunctionCount(String name, long cycles) {}

  /** Name of what lies outside all functions. */
  private static final String ELSEWHERE = "(no function)";

  private final ExecutionResult result;
  private final Code code;
  private final List<Symbol> symbols;
  private final long[] counts;
  private final long clockSteps;

  Meter(ExecutionResult result, Code code, List<Symbol> symbols, long[] counts, long clockSteps) {
    this.result = result;
    this.code = code;
    this.symbols = symbols;
    this.counts = counts;
    this.clockSteps = clockSteps;
  }

  /** What the run gave. */
  public ExecutionResult result() {
    return result;
  }

  /** Accesses of registers and memory words: what the run's clock counts. */
  public long clockSteps() {
    return clockSteps;
  }

  /** Runs of word i of the text. */
  public long count(int i) {
    return counts[i];
  }

  /** Runs of an operation. */
  public long count(Opcode opcode) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += code.op(i) == opcode.number() ? counts[i] : 0;
    }
    return sum;
  }

  /** Runs of a family's operations: rows of its chip. */
  public long count(Family family) {
    return Opcode.ALL.stream()
        .filter(opcode -> opcode.family() == family)
        .mapToLong(this::count)
        .sum();
  }

  /** Functions that ran, the costliest first. */
  public List<FunctionCount> functions() {
    long[] sums = new long[symbols.size() + 1];
    int[] starts = symbols.stream().mapToInt(s -> s.address() + Integer.MIN_VALUE).toArray();
    for (int i = 0; i < counts.length; i++) {
      sums[function(starts, code.pc(i))] += counts[i];
    }
    List<FunctionCount> functions = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > 0) {
        String name = i < symbols.size() ? symbols.get(i).name() : ELSEWHERE;
        functions.add(new FunctionCount(name, sums[i]));
      }
    }
    functions.sort(Comparator.comparingLong(FunctionCount::cycles).reversed());
    return functions;
  }

  /** Number of the last symbol at or before an address that is long enough; else their number. */
  private int function(int[] starts, int pc) {
    int found = Arrays.binarySearch(starts, pc + Integer.MIN_VALUE);
    int i = found >= 0 ? found : -found - 2;
    if (i < 0) {
      return symbols.size();
    }
    Symbol symbol = symbols.get(i);
    int offset = pc - symbol.address();
    boolean inside = symbol.size() == 0 || Integer.compareUnsigned(offset, symbol.size()) < 0;
    return inside ? i : symbols.size();
  }
}
