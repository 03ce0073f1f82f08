package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Image;
import org.jspecify.annotations.Nullable;

/** Gathers a run's {@link MemoryBoundary}: once to count cells, once to fill. */
final class BoundaryCollector {

  private final HartState state;
  private final Image image;
  private final int[] registerTimes;
  private final Memory wordTimes;

  BoundaryCollector(HartState state, Image image, int[] registerTimes, Memory wordTimes) {
    this.state = state;
    this.image = image;
    this.registerTimes = registerTimes;
    this.wordTimes = wordTimes;
  }

  MemoryBoundary collect() {
    int registers = registerTimes.length;
    int size = registers + words(null);
    MemoryBoundary boundary =
        new MemoryBoundary(
            new int[size],
            new int[size],
            new boolean[size],
            new int[size],
            new int[size],
            new int[size]);
    for (int i = 0; i < registers; i++) {
      boundary.spaces()[i] = Stepper.REGISTERS;
      boundary.addresses()[i] = i;
      boundary.last()[i] = state.registers[i];
      boundary.times()[i] = registerTimes[i];
    }
    words(boundary);
    return boundary;
  }

  /** Counts the words that matter; with a boundary, fills their rows. */
  private int words(@Nullable MemoryBoundary boundary) {
    int count = 0;
    int next = 0;
    int page = 1 << Memory.PAGE_WORD_BITS;
    for (int first = 0; first < 1 << 30; first += page) {
      if (!state.memory.present(first)) {
        continue;
      }
      for (int index = first; index < first + page; index++) {
        boolean inImage = next < image.size() && image.indices()[next] == index;
        int time = wordTimes.get(index);
        if (inImage || time != 0) {
          if (boundary != null) {
            int initial = inImage ? image.values()[next] : 0;
            fill(boundary, registerTimes.length + count, index, inImage, initial, time);
          }
          next += inImage ? 1 : 0;
          count++;
        }
      }
    }
    return count;
  }

  private void fill(
      MemoryBoundary boundary, int row, int index, boolean inImage, int initial, int time) {
    boundary.spaces()[row] = Stepper.RAM;
    boundary.addresses()[row] = index;
    boundary.image()[row] = inImage;
    boundary.initial()[row] = initial;
    boundary.last()[row] = state.memory.get(index);
    boundary.times()[row] = time;
  }
}
