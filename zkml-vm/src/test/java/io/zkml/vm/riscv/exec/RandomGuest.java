package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.GP;
import static io.zkml.vm.riscv.isa.Register.TP;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Format;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random programs that end: all instructions on values near the edges, jumps of all kinds, loops of
 * few rounds, loads and stores of any alignment, reads and writes. At the end all registers and the
 * data go to the output. gp points into the data, tp counts loops.
 */
public final class RandomGuest {

  private static final int DATA_BYTES = 8192;
  private static final int INPUT_BYTES = 64;

  private int calls;
  private static final int[] EDGES = {
    0,
    1,
    2,
    -1,
    -2,
    31,
    32,
    33,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    -32768,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    0x5555_5555,
    0xaaaa_aaaa
  };
  private static final List<Opcode> COMPUTING =
      Opcode.ALL.stream()
          .filter(op -> op.format() == Format.R || op.format() == Format.I || isConstant(op))
          .filter(op -> op.family() != Family.LOAD && op.family() != Family.JUMP)
          .toList();
  private static final List<Opcode> BRANCHES = family(Family.BRANCH);
  private static final List<Opcode> LOADS = family(Family.LOAD);
  private static final List<Opcode> STORES = family(Family.STORE);

  private final SplittableRandom random;
  private final Assembler out = new Assembler();
  private int labels;

  private RandomGuest(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A program of about so many instructions. */
  public static Assembler program(long seed, int size) {
    return new RandomGuest(seed).build(size);
  }

  /** Input for the program of the same seed: sometimes shorter than what it asks for. */
  public static byte[] input(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    byte[] input = new byte[random.nextInt(200)];
    random.nextBytes(input);
    return input;
  }

  private static boolean isConstant(Opcode opcode) {
    return opcode.format() == Format.SHIFT || opcode.format() == Format.U;
  }

  private static List<Opcode> family(Family family) {
    return Opcode.ALL.stream().filter(op -> op.family() == family).toList();
  }

  private Assembler build(int size) {
    byte[] data = new byte[DATA_BYTES];
    random.nextBytes(data);
    out.dataLabel("data").bytes(data).dataLabel("registers").space(128);
    for (Register register : Register.ALL) {
      if (register != ZERO) {
        out.li(register, edge());
      }
    }
    out.la(GP, "data").li(TP, DATA_BYTES / 2).add(GP, GP, TP);
    for (int i = 0; i < size; i++) {
      block();
    }
    writeState();
    return out.exit(random.nextInt(256));
  }

  private void block() {
    switch (random.nextInt(24)) {
      case 0 -> forwardBranch();
      case 1 -> loop();
      case 2 -> jumps();
      case 3 -> indirectJump();
      case 4 -> farJump();
      case 5 -> call();
      case 6 -> out.fence();
      case 7, 8, 9, 10, 11, 12 -> memory();
      default -> compute();
    }
  }

  private int edge() {
    return random.nextInt(3) == 0 ? random.nextInt() : EDGES[random.nextInt(EDGES.length)];
  }

  /** Any register as a source. */
  private Register source() {
    return Register.ALL.get(random.nextInt(32));
  }

  /** Any register that the program does not need, x0 included. */
  private Register destination() {
    Register register = source();
    return register == GP || register == TP ? ZERO : register;
  }

  /** A destination that really holds what is written. */
  private Register scratch() {
    Register register = destination();
    return register == ZERO ? Register.T6 : register;
  }

  private String newLabel() {
    return "L" + labels++;
  }

  private static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private void put(Opcode opcode, Register rd, Register rs1, Register rs2, int imm) {
    Format format = opcode.format();
    out.instruction(
        new Instruction(
            opcode,
            format.hasRd() ? rd.number() : 0,
            format.hasRs1() ? rs1.number() : 0,
            format.hasRs2() ? rs2.number() : 0,
            imm));
  }

  private void compute() {
    if (random.nextInt(4) == 0) {
      out.li(scratch(), edge());
    }
    Opcode opcode = any(COMPUTING, random);
    int imm = edge();
    int fitting =
        switch (opcode.format()) {
          case I -> imm << 20 >> 20;
          case SHIFT -> imm & 31;
          case U -> imm & 0xffff_f000;
          default -> 0;
        };
    put(opcode, destination(), source(), source(), fitting);
  }

  private void memory() {
    boolean load = random.nextBoolean();
    Register base = GP;
    int offset = random.nextInt(-2048, 2048);
    if (random.nextBoolean()) {
      base = scratch();
      out.andi(base, source(), 0x7ff).add(base, base, GP);
    }
    put(any(load ? LOADS : STORES, random), destination(), base, source(), offset);
  }

  private void straight() {
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextBoolean()) {
        compute();
      } else {
        memory();
      }
    }
  }

  private void branch(Opcode opcode, Register rs1, Register rs2, String label) {
    switch (opcode) {
      case BEQ -> out.beq(rs1, rs2, label);
      case BNE -> out.bne(rs1, rs2, label);
      case BLT -> out.blt(rs1, rs2, label);
      case BGE -> out.bge(rs1, rs2, label);
      case BLTU -> out.bltu(rs1, rs2, label);
      default -> out.bgeu(rs1, rs2, label);
    }
  }

  private void forwardBranch() {
    String label = newLabel();
    Register first = source();
    branch(any(BRANCHES, random), first, random.nextInt(3) == 0 ? first : source(), label);
    straight();
    out.label(label);
  }

  private void loop() {
    String back = newLabel();
    out.li(TP, random.nextInt(1, 5)).label(back);
    straight();
    straight();
    out.addi(TP, TP, -1).bnez(TP, back);
  }

  /** Forward over code that is then reached by a jump back. */
  private void jumps() {
    String back = newLabel();
    String middle = newLabel();
    String end = newLabel();
    out.jal(destination(), middle).label(back);
    straight();
    out.jal(destination(), end).label(middle).jal(destination(), back).label(end);
  }

  /** Through a register, forward or back, often with an odd sum: its lowest bit does not count. */
  private void indirectJump() {
    String back = newLabel();
    String middle = newLabel();
    String end = newLabel();
    Register base = scratch();
    indirect(base, middle);
    out.label(back);
    straight();
    indirect(base, end);
    out.label(middle);
    indirect(base, back);
    out.label(end);
  }

  private void indirect(Register base, String label) {
    int imm = random.nextInt(-2048, 2047);
    out.la(base, label).li(TP, random.nextInt(2) - imm).add(base, base, TP);
    out.jalr(random.nextBoolean() ? base : destination(), base, imm);
  }

  /** Across words that are no instructions, there and back, at distances near the limits. */
  private void farJump() {
    String back = newLabel();
    String middle = newLabel();
    String end = newLabel();
    boolean branch = random.nextInt(8) != 0;
    out.jal(destination(), middle).label(back).j(end);
    for (int i = branch ? 1021 : random.nextInt(2000, 20_000); i > 0; i--) {
      out.rawWord(random.nextInt() & ~3);
    }
    out.label(middle);
    if (branch) {
      Register register = source();
      out.beq(register, register, back);
    } else {
      out.jal(destination(), back);
    }
    out.label(end);
  }

  private void call() {
    boolean read = random.nextBoolean();
    out.addi(A1, GP, random.nextInt(-2048, 1900)).li(A2, random.nextInt(INPUT_BYTES));
    callUntilDone(read);
  }

  /** One system may transfer all at once, another a little: the state after all calls is one. */
  private void callUntilDone(boolean read) {
    String again = "call " + calls;
    String done = "done " + calls++;
    out.li(A7, read ? 63 : 64).label(again).li(A0, read ? 0 : 1).ecall();
    out.add(A1, A1, A0).sub(A2, A2, A0).beqz(A0, done).bnez(A2, again).label(done).li(A0, 0);
  }

  private void writeState() {
    out.mv(TP, GP).la(GP, "registers");
    for (Register register : Register.ALL) {
      if (register != GP) {
        out.sw(register, 4 * register.number(), GP);
      }
    }
    out.la(A1, "data").li(A2, DATA_BYTES + 128);
    callUntilDone(false);
  }
}
