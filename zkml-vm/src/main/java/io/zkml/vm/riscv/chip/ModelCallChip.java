package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * The call of a model: tells which, where its input and its output are, and when. What the call
 * does to memory is proven elsewhere, by {@link ModelChips}: at the first step of the clock it
 * reads its input, at the second it writes its output.
 */
public final class ModelCallChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.BRANCH;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("model call");
    Adapter a = new Adapter(b, OPERANDS);
    // SOUNDNESS: the verifier receives exactly the calls that the tensors' part proves. A step of
    // the run has a clock of its own, so none is left out, doubled or exchanged.
    b.interact("job", Buses.JOB, a.real(), a.imm(), a.rs1(), a.rs2(), a.clk());
    a.nextInSequence(b.constant(Opcode.MODEL.number()));
    return b.build();
  }

  @Override
  public Chip chip() {
    return CHIP;
  }

  @Override
  public int accesses() {
    return OPERANDS.accesses();
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    AdapterRows.fill(OPERANDS, rows, cells);
  }
}
