package io.zkml.vm.riscv.asm;

/** A caller's program cannot be assembled: an unknown or doubled label, an offset too far. */
public final class AssemblyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal with its reason. */
  public AssemblyException(String message) {
    super(message);
  }
}
