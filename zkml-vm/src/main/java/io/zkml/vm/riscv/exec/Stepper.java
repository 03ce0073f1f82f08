package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Decoder;
import io.zkml.vm.riscv.isa.Disassembler;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.HexFormat;

/**
 * Runs one instruction at a time, all cases and traps included, and tells a log of every access.
 * {@link FastLoop} is its twin for the common cases and leaves all others to it.
 */
final class Stepper {

  /** Register space and memory space of {@link AccessLog#other}. */
  static final int REGISTERS = 0;

  static final int RAM = 1;

  private final Code code;
  private final HartState state;
  private final HostCalls host;
  private final long maxCycles;
  private final ModelUnit models;
  private final AccessLog log;

  Stepper(
      Code code, HartState state, HostCalls host, ModelUnit models, long maxCycles, AccessLog log) {
    this.code = code;
    this.state = state;
    this.host = host;
    this.models = models;
    this.maxCycles = maxCycles;
    this.log = log;
  }

  /** Runs the instruction at the pc. */
  void step() throws TrapException {
    int i = code.indexOf(state.pc);
    check(i);
    log.begin(i);
    int next = run(Opcode.ALL.get(code.op(i)), i);
    log.end(next);
    state.pc = next;
    state.cycles++;
  }

  private void check(int i) throws TrapException {
    if (i < 0) {
      throw state.trap(TrapKind.OUTSIDE_TEXT, "no instruction here: outside the text");
    }
    if (state.cycles >= maxCycles) {
      throw state.trap(TrapKind.CYCLE_LIMIT, "the limit of " + maxCycles + " cycles is reached");
    }
    if (code.op(i) == Code.UNDECODABLE) {
      int word = code.word(i);
      boolean csr = Decoder.isCsr(word);
      throw state.trap(
          csr ? TrapKind.CSR : TrapKind.UNDECODABLE,
          (csr ? "access to a control and status register: " : "no instruction of RV32IM: ")
              + Disassembler.text(word));
    }
  }

  /** Returns the next pc. */
  private int run(Opcode opcode, int i) throws TrapException {
    int pc = state.pc;
    switch (opcode.family()) {
      case UPPER -> write(i, opcode == Opcode.AUIPC ? pc + code.imm(i) : code.imm(i));
      case JUMP -> {
        int target = opcode == Opcode.JAL ? pc + code.imm(i) : read1(i) + code.imm(i) & -2;
        checkTarget(target);
        write(i, pc + 4);
        return target;
      }
      case BRANCH -> {
        int a = read1(i);
        if (Arithmetic.taken(opcode, a, read2(i))) {
          checkTarget(pc + code.imm(i));
          return pc + code.imm(i);
        }
      }
      case LOAD -> load(opcode, i);
      case STORE -> store(opcode, i);
      case FENCE -> write(i, read1(i));
      case ECALL -> {
        read1(i);
        read2(i);
        write(i, host.call(log));
      }
      case MODEL -> models.call(code.imm(i), read1(i), read2(i), log);
      case BREAK -> throw state.trap(TrapKind.BREAKPOINT, "ebreak");
      default -> {
        int a = read1(i);
        int b = opcode.format().hasRs2() ? read2(i) : code.imm(i);
        write(i, Arithmetic.result(opcode, a, b));
      }
    }
    return pc + 4;
  }

  private void checkTarget(int target) throws TrapException {
    if ((target & 3) != 0) {
      throw state.trap(TrapKind.MISALIGNED_JUMP, "jump to 0x" + HexFormat.of().toHexDigits(target));
    }
  }

  private int read1(int i) throws TrapException {
    int value = state.registers[code.rs1(i)];
    log.rs1(code.rs1(i), value);
    return value;
  }

  private int read2(int i) throws TrapException {
    int value = state.registers[code.rs2(i)];
    log.rs2(code.rs2(i), value);
    return value;
  }

  private void write(int i, int value) throws TrapException {
    int rd = code.rd(i);
    log.rd(rd, state.registers[rd], value);
    state.registers[rd] = value;
  }

  private void load(Opcode opcode, int i) throws TrapException {
    int address = read1(i) + code.imm(i);
    int index = address >>> 2;
    boolean crosses = (address & 3) + bytes(opcode) > 4;
    touch(address, crosses);
    int low = state.memory.get(index);
    log.memory(address, low, low);
    long words = low & 0xffff_ffffL;
    if (crosses) {
      int high = state.memory.get(index + 1);
      log.other(RAM, index + 1, high, high);
      words |= (long) high << 32;
    }
    write(i, extend(opcode, (int) (words >>> (8 * (address & 3)))));
  }

  private void store(Opcode opcode, int i) throws TrapException {
    int address = read1(i) + code.imm(i);
    int value = read2(i);
    int index = address >>> 2;
    boolean crosses = (address & 3) + bytes(opcode) > 4;
    touch(address, crosses);
    state.touchData(index);
    if (crosses) {
      state.touchData(index + 1);
    }
    int shift = 8 * (address & 3);
    long mask = ((1L << (8 * bytes(opcode))) - 1) << shift;
    long bits = (value & 0xffff_ffffL) << shift & mask;
    int low = state.memory.get(index);
    int newLow = (low & ~(int) mask) | (int) bits;
    log.memory(address, low, newLow);
    state.memory.set(index, newLow);
    if (crosses) {
      int high = state.memory.get(index + 1);
      int newHigh = (high & ~(int) (mask >>> 32)) | (int) (bits >>> 32);
      log.other(RAM, index + 1, high, newHigh);
      state.memory.set(index + 1, newHigh);
    }
  }

  private void touch(int address, boolean crosses) throws TrapException {
    state.touch(address >>> 2);
    if (crosses) {
      if (address >>> 2 == -1 >>> 2) {
        throw state.trap(TrapKind.ADDRESS, "access passes the end of the address space");
      }
      state.touch((address >>> 2) + 1);
    }
  }

  private static int bytes(Opcode opcode) {
    return switch (opcode) {
      case LB, LBU, SB -> 1;
      case LH, LHU, SH -> 2;
      default -> 4;
    };
  }

  private static int extend(Opcode opcode, int value) {
    return switch (opcode) {
      case LB -> (byte) value;
      case LBU -> value & 0xff;
      case LH -> (short) value;
      case LHU -> value & 0xffff;
      default -> value;
    };
  }
}
