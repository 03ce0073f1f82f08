package io.zkml.vm.riscv.model;

/**
 * What a call of a model did to memory. Times are the clock of the same word's access before, 0 if
 * there was none. The arrays are not copied and not to be changed.
 *
 * @param call which call
 * @param input the words read
 * @param inputTimes their times
 * @param before the words at the place of the output before
 * @param outputTimes their times
 */
public record TracedCall(
    ModelCall call, int[] input, int[] inputTimes, int[] before, int[] outputTimes) {}
