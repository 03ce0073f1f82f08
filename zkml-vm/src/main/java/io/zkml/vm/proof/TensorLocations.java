package io.zkml.vm.proof;

import io.zkml.core.contraction.Operand;
import java.util.ArrayList;
import java.util.List;

/** Where the blocks of every readable tensor lie in a proof. */
final class TensorLocations {

  private final List<List<Operand>> blocks = new ArrayList<>();

  TensorLocations(int tensors) {
    for (int i = 0; i < tensors; i++) {
      blocks.add(new ArrayList<>());
    }
  }

  /** Appends the next block of a tensor. */
  void add(int tensor, Operand block) {
    blocks.get(tensor).add(block);
  }

  /** Block {@code block} of a tensor. */
  Operand of(int tensor, int block) {
    return blocks.get(tensor).get(block);
  }
}
