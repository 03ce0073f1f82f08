package io.zkml.vm.riscv.exec;

/**
 * The fast twin of {@link Stepper}: runs instructions as long as nothing unusual happens. What is
 * unusual (calls, traps, accesses across words or to pages never touched) is left, untouched, to
 * the stepper.
 */
final class FastLoop {

  /** Power of two above the number of register cells: masked indices need no bounds check. */
  private static final int CELLS = 64;

  private static final int MASK = CELLS - 1;

  /** Added to both sides, it makes a signed comparison an unsigned one. */
  private static final int MIN = Integer.MIN_VALUE;

  private static final long UNSIGNED = 0xffff_ffffL;

  private FastLoop() {}

  /**
   * Runs at most {@code budget} instructions from the state's pc on and updates the state. Stops
   * early before an instruction that the stepper has to run.
   */
  static void run(long[] code, int start, HartState state, int budget) {
    long end = loop(code, start, (state.pc - start) >>> 2, state, budget);
    state.pc = start + 4 * (int) end;
    state.cycles += budget - (int) (end >>> 32);
  }

  /**
   * Longer than other methods: one loop with all its state in local variables, so that the compiler
   * keeps them in registers. Returns the instructions not run, above, and the next index, below.
   */
  private static long loop(long[] code, int start, int first, HartState state, int budget) {
    int[] registers = state.registers;
    int[][] pages = state.memory.pages();
    int dataStart = state.dataStart;
    int[] cells = new int[CELLS];
    System.arraycopy(registers, 0, cells, 0, registers.length);
    int length = code.length;
    int i = first;
    int left = budget;
    run:
    for (; left > 0 && i < length; left--) {
      long instruction = code[i];
      int imm = (int) (instruction >> 32);
      int rd = (int) instruction >>> 8 & MASK;
      int a = cells[(int) instruction >>> 16 & MASK];
      int b = cells[(int) instruction >>> 24 & MASK];
      int r;
      switch ((int) instruction & 0xff) {
        case FastCode.CONSTANT -> r = imm;
        case FastCode.JAL -> {
          cells[rd] = start + 4 * i + 4;
          i = imm;
          continue;
        }
        case FastCode.JALR -> {
          int target = (a + imm & -2) - start;
          if ((target & 3) != 0 || target >>> 2 >= length) {
            break run;
          }
          cells[rd] = start + 4 * i + 4;
          i = target >>> 2;
          continue;
        }
        case FastCode.BEQ -> {
          i = a == b ? imm : i + 1;
          continue;
        }
        case FastCode.BNE -> {
          i = a != b ? imm : i + 1;
          continue;
        }
        case FastCode.BLT -> {
          i = a < b ? imm : i + 1;
          continue;
        }
        case FastCode.BGE -> {
          i = a >= b ? imm : i + 1;
          continue;
        }
        case FastCode.BLTU -> {
          i = a + MIN < b + MIN ? imm : i + 1;
          continue;
        }
        case FastCode.BGEU -> {
          i = a + MIN >= b + MIN ? imm : i + 1;
          continue;
        }
        case FastCode.LB -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if (word >= page.length) {
            break run;
          }
          r = (byte) (page[word] >> (8 * (address & 3)));
        }
        case FastCode.LH -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if ((address & 3) == 3 || word >= page.length) {
            break run;
          }
          r = (short) (page[word] >> (8 * (address & 3)));
        }
        case FastCode.LW -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if ((address & 3) != 0 || word >= page.length) {
            break run;
          }
          r = page[word];
        }
        case FastCode.LBU -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if (word >= page.length) {
            break run;
          }
          r = page[word] >> (8 * (address & 3)) & 0xff;
        }
        case FastCode.LHU -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if ((address & 3) == 3 || word >= page.length) {
            break run;
          }
          r = page[word] >> (8 * (address & 3)) & 0xffff;
        }
        case FastCode.SB -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if (word >= page.length || address - dataStart < 0) {
            break run;
          }
          int shift = 8 * (address & 3);
          page[word] = (page[word] & ~(0xff << shift)) | (b & 0xff) << shift;
          i++;
          continue;
        }
        case FastCode.SH -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if ((address & 3) == 3 || word >= page.length || address - dataStart < 0) {
            break run;
          }
          int shift = 8 * (address & 3);
          page[word] = (page[word] & ~(0xffff << shift)) | (b & 0xffff) << shift;
          i++;
          continue;
        }
        case FastCode.SW -> {
          int address = a + imm;
          int[] page = pages[address >>> Memory.PAGE_BITS];
          int word = address >>> 2 & Memory.PAGE_MASK;
          if ((address & 3) != 0 || word >= page.length || address - dataStart < 0) {
            break run;
          }
          page[word] = b;
          i++;
          continue;
        }
        case FastCode.ADDI -> r = a + imm;
        case FastCode.SLTI -> r = a < imm ? 1 : 0;
        case FastCode.SLTIU -> r = a + MIN < imm + MIN ? 1 : 0;
        case FastCode.XORI -> r = a ^ imm;
        case FastCode.ORI -> r = a | imm;
        case FastCode.ANDI -> r = a & imm;
        case FastCode.SLLI -> r = a << imm;
        case FastCode.SRLI -> r = a >>> imm;
        case FastCode.SRAI -> r = a >> imm;
        case FastCode.ADD -> r = a + b;
        case FastCode.SUB -> r = a - b;
        case FastCode.SLL -> r = a << b;
        case FastCode.SLT -> r = a < b ? 1 : 0;
        case FastCode.SLTU -> r = a + MIN < b + MIN ? 1 : 0;
        case FastCode.XOR -> r = a ^ b;
        case FastCode.SRL -> r = a >>> b;
        case FastCode.SRA -> r = a >> b;
        case FastCode.OR -> r = a | b;
        case FastCode.AND -> r = a & b;
        case FastCode.MUL -> r = a * b;
        case FastCode.MULH -> r = (int) (((long) a * b) >> 32);
        case FastCode.MULHSU -> r = (int) ((a * (b & UNSIGNED)) >> 32);
        case FastCode.MULHU -> r = (int) (((a & UNSIGNED) * (b & UNSIGNED)) >>> 32);
        case FastCode.DIV -> r = b == 0 ? -1 : a / b;
        case FastCode.DIVU -> r = b == 0 ? -1 : Integer.divideUnsigned(a, b);
        case FastCode.REM -> r = b == 0 ? a : a % b;
        case FastCode.REMU -> r = b == 0 ? a : Integer.remainderUnsigned(a, b);
        case FastCode.FENCE -> {
          i++;
          continue;
        }
        default -> {
          break run;
        }
      }
      cells[rd] = r;
      i++;
    }
    System.arraycopy(cells, 0, registers, 0, registers.length);
    return (long) left << 32 | i;
  }
}
