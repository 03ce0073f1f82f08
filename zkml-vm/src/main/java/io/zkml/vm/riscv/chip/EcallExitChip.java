package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Register;

/** exit: the run ends with the code in a0. */
public final class EcallExitChip implements InstructionChip {

  private static final int NUMBER = 93;
  private static final int ACCESSES = 3;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("exit");
    CallAdapter a = new CallAdapter(b, NUMBER);
    Expr code = a.read(Register.A0);
    a.result(code, code);
    a.exit(code);
    return b.build();
  }

  @Override
  public Chip chip() {
    return CHIP;
  }

  @Override
  public int accesses() {
    return ACCESSES;
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    CallRows call = new CallRows(rows, cells);
    call.descriptor(true);
    call.result();
  }
}
