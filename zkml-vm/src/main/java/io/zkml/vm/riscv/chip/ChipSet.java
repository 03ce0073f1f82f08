package io.zkml.vm.riscv.chip;

import java.util.ArrayList;
import java.util.List;

/** The instruction chips of a program. */
public final class ChipSet {

  private final List<InstructionChip> chips = new ArrayList<>();

  /**
   * The chips of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public ChipSet(int floor) {
    for (InstructionKind kind : InstructionKind.ALL) {
      chips.add(make(kind, floor));
    }
  }

  private static InstructionChip make(InstructionKind kind, int floor) {
    return switch (kind) {
      case ADD_SUB -> new AddSubChip();
      case ADD_IMM -> new AddImmChip();
      case UPPER -> new UpperChip();
      case BITWISE -> new BitwiseChip();
      case BITWISE_IMM -> new BitwiseImmChip();
      case COMPARE -> new CompareChip();
      case COMPARE_IMM -> new CompareImmChip();
      case BRANCH_EQUAL -> new BranchEqualChip();
      case BRANCH_LESS -> new BranchLessChip();
      case JUMP -> new JumpChip();
      case JUMP_REGISTER -> new JumpRegisterChip();
      case SHIFT -> new ShiftChip();
      case SHIFT_IMM -> new ShiftImmChip();
      case MUL -> new MulChip();
      case MUL_HIGH -> new MulHighChip();
      case DIV_REM -> new DivRemChip();
      case LOAD_WORD -> new LoadWordChip();
      case LOAD_PART -> new LoadPartChip();
      case LOAD_CROSS -> new LoadCrossChip();
      case STORE_WORD -> new StoreWordChip(floor);
      case STORE_PART -> new StorePartChip(floor);
      case STORE_CROSS -> new StoreCrossChip(floor);
      case ECALL_READ -> new EcallReadChip(floor);
      case ECALL_WRITE -> new EcallWriteChip();
      case ECALL_EXIT -> new EcallExitChip();
      case MODEL_CALL -> new ModelCallChip();
    };
  }

  /** The chip of a kind of instruction. */
  public InstructionChip chip(InstructionKind kind) {
    return chips.get(kind.number());
  }
}
