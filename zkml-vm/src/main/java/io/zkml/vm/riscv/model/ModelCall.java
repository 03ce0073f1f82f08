package io.zkml.vm.riscv.model;

/**
 * A call of a model: public in proofs.
 *
 * @param model its number
 * @param input byte address of the first word of its input
 * @param output byte address of the first word of its output
 * @param clk when the input is read; the output is written one step later
 */
public record ModelCall(int model, int input, int output, int clk) {}
