package io.zkml.evm.plan;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicTensor;
import java.util.ArrayList;
import java.util.List;

/** The public tensors of a statement: where the contract keeps their entries, and their blocks. */
final class PublicEntries {

  private static final int ENTRIES_A_WORD = 4;

  private final List<Block> blocks = new ArrayList<>();

  /**
   * One stored block.
   *
   * @param register where the tensor's entries begin, 8 bytes each
   * @param small whether all entries are below 2^16 and none is negative
   * @param source for every stored position the tensor's entry, or -1 in padding
   */
  record Block(int register, boolean small, int[] source) {}

  /** Emits the reading of all tensors of the plan. */
  PublicEntries(Assembler code, ProofPlan plan) {
    for (PublicTensor t : plan.publicTensors()) {
      int size = t.layout().size();
      int register = code.allocate(size / ENTRIES_A_WORD + 1);
      code.op(Opcode.TENSOR, register).u24(size).u8(PackedInteger.width(t.min(), t.max()));
      code.i64(t.min()).i64(t.max()).absorbHeader("public tensor", (long) size * Long.BYTES);
      addBlocks(t.layout(), register, t.min() >= 0 && t.max() < 1 << Short.SIZE);
    }
  }

  private void addBlocks(TensorLayout layout, int register, boolean small) {
    long[] numbers = new long[layout.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 1L;
    }
    for (int b = 0; b < layout.blocks(); b++) {
      long[] stored = new long[1 << layout.blockLog(b)];
      layout.scatter(numbers, b, stored, 0);
      int[] source = new int[stored.length];
      for (int i = 0; i < source.length; i++) {
        source[i] = (int) stored[i] - 1;
      }
      blocks.add(new Block(register, small, source));
    }
  }

  Block block(int index) {
    return blocks.get(index);
  }

  /** log2 of a block's size. */
  int log(int index) {
    return Integer.numberOfTrailingZeros(blocks.get(index).source().length);
  }
}
