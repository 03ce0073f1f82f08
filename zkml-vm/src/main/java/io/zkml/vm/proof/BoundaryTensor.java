package io.zkml.vm.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.Salt;
import java.util.ArrayList;
import java.util.List;

/**
 * How a committed input or output lies in its boundary vector: the rows of its own instance, then
 * salt. A function of the tensor's layout alone, so whoever holds entries and salt can recompute
 * the digest that stands in statements.
 */
public final class BoundaryTensor {

  private final TensorLayout layout;
  private final Stack stack;

  /** The form of tensors of a layout. */
  public BoundaryTensor(TensorLayout layout) {
    this.layout = layout;
    List<Integer> logs = new ArrayList<>();
    for (int b = 0; b < layout.blocks(); b++) {
      logs.add(layout.blockLog(b));
    }
    this.stack = Stack.of(logs);
  }

  /** What a plan says of the vector. */
  public ProofPlan.CommittedVector vector() {
    return ProofPlan.CommittedVector.boundary(stack.segmentLogs());
  }

  /** The vector's entries, salt zero, of row-major signed values. */
  long[] entries(long[] values) {
    long[] canonical = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      canonical[i] = Goldilocks.fromSigned(values[i]);
    }
    StackedLayout stacked = new StackedLayout(0, vector().blockLogs());
    long[] offsets = stacked.offsets();
    long[] entries = new long[Math.toIntExact(stacked.size())];
    for (int b = 0; b < layout.blocks(); b++) {
      Stack.Place p = stack.places().get(b);
      layout.scatter(canonical, b, entries, Math.toIntExact(offsets[p.segment()]) + p.row());
    }
    return entries;
  }

  /** Commits to a tensor as boundary vector {@code index} of a key's plan. */
  BoundaryVector commit(FriProver fri, VerifyingKey key, int index, long[] values, Salt salt) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "a tensor of " + values.length + " entries, not " + layout.size());
    }
    return BoundaryVector.commit(fri, key, index, entries(values), salt);
  }

  /**
   * The 32 bytes of the digest that stands in statements about these values.
   *
   * @param index which of the key's boundary vectors
   * @param values row-major and signed
   * @throws IllegalArgumentException if there are too few or too many
   */
  public byte[] digest(VerifyingKey key, int index, long[] values, Salt salt) {
    FieldKernels kernels = Kernels.auto();
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(key.parameters(), kernels, workers);
      Digest digest = commit(fri, key, index, values, salt).digest(key);
      return digest.toBytes();
    }
  }
}
