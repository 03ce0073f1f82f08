package io.zkml.vm.program;

import io.zkml.vm.tensor.BoundsLedger;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A straight-line program of tensor instructions without scalar code around it: public inputs,
 * constants, an ordered job list, public outputs. Constants' values are not part of it.
 *
 * @param tensors all tensors
 * @param jobs instructions in order; each defines one accumulator or witness tensor
 * @param outputs witness tensors whose entries the statement gives
 * @param rangeBits log2 of the range table: width of remainders and of requantised values
 */
public record TensorProgram(
    List<TensorSpec> tensors, List<TensorJob> jobs, List<Integer> outputs, int rangeBits) {

  /** Copies the lists; checks order rules and the bounds ledger. */
  public TensorProgram {
    tensors = List.copyOf(tensors);
    jobs = List.copyOf(jobs);
    outputs = List.copyOf(outputs);
    if (rangeBits < 4 || rangeBits > 16) {
      throw new IllegalArgumentException("range table of 2^" + rangeBits);
    }
    new BoundsLedger(tensors, rangeBits).check(jobs, outputs);
  }

  /** Indices of the tensors stored in a way, in order. */
  public List<Integer> stored(TensorSpec.Storage storage) {
    return IntStream.range(0, tensors.size())
        .filter(i -> tensors.get(i).storage() == storage)
        .boxed()
        .toList();
  }
}
