import org.jspecify.annotations.NullMarked;

/** A RISC-V zkVM with tensor instructions. */
@NullMarked
module io.zkml.vm {
  requires transitive io.zkml.core;
  requires static transitive org.jspecify;

  exports io.zkml.vm.chip;
  exports io.zkml.vm.exec;
  exports io.zkml.vm.program;
  exports io.zkml.vm.proof;
  exports io.zkml.vm.riscv.asm;
  exports io.zkml.vm.riscv.chip;
  exports io.zkml.vm.riscv.elf;
  exports io.zkml.vm.riscv.exec;
  exports io.zkml.vm.riscv.isa;
  exports io.zkml.vm.riscv.model;
  exports io.zkml.vm.riscv.proof;
  exports io.zkml.vm.tensor;
}
