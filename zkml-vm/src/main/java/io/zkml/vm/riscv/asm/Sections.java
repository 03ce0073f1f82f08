package io.zkml.vm.riscv.asm;

import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.elf.ElfWriter;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.elf.Symbol;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Text, data and labels of a program that is being assembled. */
final class Sections {

  private static final int TEXT = 0x10000;
  private static final int PAGE = 4096;

  private final List<Integer> words = new ArrayList<>();
  private final List<Fixup> fixups = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<String, Integer> textLabels = new TreeMap<>();
  private final Map<String, Integer> dataLabels = new TreeMap<>();
  private final List<String> functions = new ArrayList<>();

  void textLabel(String name, boolean function) {
    checkNew(name);
    textLabels.put(name, words.size());
    if (function) {
      functions.add(name);
    }
  }

  void dataLabel(String name) {
    checkNew(name);
    dataLabels.put(name, data.size());
  }

  private void checkNew(String name) {
    if (textLabels.containsKey(name) || dataLabels.containsKey(name)) {
      throw new AssemblyException("the label " + name + " is placed twice");
    }
  }

  void word(int word) {
    words.add(word);
  }

  void data(byte[] bytes) {
    data.writeBytes(bytes);
  }

  void align(int unit) {
    data.writeBytes(new byte[-data.size() & (unit - 1)]);
  }

  void instruction(Opcode opcode, Register rd, Register rs1, Register rs2, int imm) {
    word(make(opcode, rd, rs1, rs2, imm).encode());
  }

  void fixup(
      Fixup.Part part, Opcode opcode, Register rd, Register rs1, Register rs2, String label) {
    fixups.add(new Fixup(words.size(), make(opcode, rd, rs1, rs2, 0), label, part));
    word(0);
  }

  private static Instruction make(Opcode opcode, Register rd, Register rs1, Register rs2, int imm) {
    return new Instruction(opcode, rd.number(), rs1.number(), rs2.number(), imm);
  }

  Program program() {
    try {
      return ElfReader.read(elf());
    } catch (ElfFormatException e) {
      throw new AssemblyException(String.valueOf(e.getMessage()));
    }
  }

  byte[] elf() {
    fixups.forEach(this::resolve);
    ByteBuffer text = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
    words.forEach(text::putInt);
    return new ElfWriter(TEXT, text.array(), dataAddress(), data.toByteArray(), symbols())
        .write(TEXT);
  }

  private int dataAddress() {
    return TEXT + (4 * words.size() + PAGE - 1) / PAGE * PAGE;
  }

  private void resolve(Fixup fixup) {
    int pc = TEXT + 4 * fixup.position();
    words.set(fixup.position(), fixup.resolve(pc, address(fixup.label())).encode());
  }

  private int address(String label) {
    Integer text = textLabels.get(label);
    if (text != null) {
      return TEXT + 4 * text;
    }
    Integer offset = dataLabels.get(label);
    if (offset == null) {
      throw new AssemblyException("the label " + label + " is placed nowhere");
    }
    return dataAddress() + offset;
  }

  /** Functions reach up to the next one. */
  private List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      int start = address(functions.get(i));
      int end = i + 1 < functions.size() ? address(functions.get(i + 1)) : TEXT + 4 * words.size();
      symbols.add(new Symbol(functions.get(i), start, end - start));
    }
    return symbols;
  }
}
