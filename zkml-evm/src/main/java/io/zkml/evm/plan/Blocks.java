package io.zkml.evm.plan;

import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/** Where committed blocks begin. */
final class Blocks {

  private final List<long[]> offsets = new ArrayList<>();

  Blocks(VerifyingKey key) {
    for (StackedLayout layout : key.layouts()) {
      offsets.add(layout.offsets());
    }
  }

  /** First entry of a block in its commitment. */
  long offset(int commitment, int block) {
    return offsets.get(commitment)[block];
  }
}
