package io.zkml.vm.riscv.exec;

/**
 * The first and last state of every cell that matters, strictly increasing in (space, address): all
 * registers, the sink included, all words of the image, all other words accessed. Arrays of one
 * length, not to be changed.
 *
 * @param spaces 0: registers, 1: memory
 * @param addresses number of the register or index of the word
 * @param image whether the word comes from the image; all others start with 0
 * @param initial first value
 * @param last value at the end
 * @param times clock of the last access; 0 if there was none
 */
public record MemoryBoundary(
    int[] spaces, int[] addresses, boolean[] image, int[] initial, int[] last, int[] times) {

  /** Number of cells. */
  public int size() {
    return spaces.length;
  }
}
