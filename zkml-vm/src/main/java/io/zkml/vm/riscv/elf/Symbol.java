package io.zkml.vm.riscv.elf;

/**
 * A function of the text, for reports only.
 *
 * @param name printable ASCII
 * @param address of the first instruction
 * @param size in bytes; 0 if unknown
 */
public record Symbol(String name, int address, int size) {}
