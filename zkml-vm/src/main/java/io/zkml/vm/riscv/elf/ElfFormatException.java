package io.zkml.vm.riscv.elf;

/** A file is not a program for this machine; the message says why and, where known, what helps. */
public final class ElfFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /** A refusal with its reason. */
  public ElfFormatException(String message) {
    super(message);
  }
}
