package io.zkml.vm.riscv.chip;

import java.util.EnumMap;
import java.util.Map;

/** The instruction chips of a program. */
public final class ChipSet {

  private final Map<InstructionKind, InstructionChip> chips = new EnumMap<>(InstructionKind.class);

  /**
   * The chips of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public ChipSet(int floor) {
    chips.put(InstructionKind.ADD_SUB, new AddSubChip());
    chips.put(InstructionKind.ADD_IMM, new AddImmChip());
    chips.put(InstructionKind.UPPER, new UpperChip());
    chips.put(InstructionKind.BRANCH_EQUAL, new BranchEqualChip());
    chips.put(InstructionKind.BRANCH_LESS, new BranchLessChip());
    chips.put(InstructionKind.JUMP, new JumpChip());
    chips.put(InstructionKind.JUMP_REGISTER, new JumpRegisterChip());
    chips.put(InstructionKind.LOAD_WORD, new LoadWordChip());
    chips.put(InstructionKind.STORE_WORD, new StoreWordChip(floor));
    chips.put(InstructionKind.ECALL_READ, new EcallReadChip(floor));
    chips.put(InstructionKind.ECALL_WRITE, new EcallWriteChip());
    chips.put(InstructionKind.ECALL_EXIT, new EcallExitChip());
  }

  /**
   * The chip of a kind of instruction.
   *
   * @throws IllegalArgumentException if there is none
   */
  public InstructionChip chip(InstructionKind kind) {
    InstructionChip chip = chips.get(kind);
    if (chip == null) {
      throw new IllegalArgumentException("no chip proves " + kind);
    }
    return chip;
  }
}
