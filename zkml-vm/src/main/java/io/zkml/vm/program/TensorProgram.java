package io.zkml.vm.program;

import io.zkml.vm.tensor.BoundsLedger;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A straight-line program of tensor instructions without scalar code around it: inputs, constants,
 * an ordered job list, outputs. Inputs are public, committed or private; outputs are public or
 * committed, and a result that is neither is private. Constants' values are not part of it.
 *
 * @param tensors all tensors
 * @param jobs instructions in order; each defines one accumulator or witness tensor
 * @param outputs witness tensors whose entries the statement gives
 * @param committedOutputs witness tensors of whose commitments the statement gives digests
 * @param rangeBits log2 of the range table: width of remainders and of requantised values
 */
public record TensorProgram(
    List<TensorSpec> tensors,
    List<TensorJob> jobs,
    List<Integer> outputs,
    List<Integer> committedOutputs,
    int rangeBits) {

  /** Copies the lists; checks order rules and the bounds ledger. */
  public TensorProgram {
    tensors = List.copyOf(tensors);
    jobs = List.copyOf(jobs);
    outputs = List.copyOf(outputs);
    committedOutputs = List.copyOf(committedOutputs);
    if (rangeBits < 4 || rangeBits > 16) {
      throw new IllegalArgumentException("range table of 2^" + rangeBits);
    }
    List<Integer> all = new ArrayList<>(outputs);
    all.addAll(committedOutputs);
    new BoundsLedger(tensors, rangeBits).check(jobs, all);
    if (new TreeSet<>(committedOutputs).size() < committedOutputs.size()) {
      throw new IllegalArgumentException("an output is committed twice");
    }
  }

  /** A program whose outputs are public. */
  public TensorProgram(
      List<TensorSpec> tensors, List<TensorJob> jobs, List<Integer> outputs, int rangeBits) {
    this(tensors, jobs, outputs, List.of(), rangeBits);
  }

  /** The tensors behind the digests of a statement, in their order: inputs, then outputs. */
  public List<Integer> boundary() {
    List<Integer> out = new ArrayList<>(stored(TensorSpec.Storage.COMMITTED_INPUT));
    out.addAll(committedOutputs);
    return List.copyOf(out);
  }

  /** Indices of the tensors stored in a way, in order. */
  public List<Integer> stored(TensorSpec.Storage storage) {
    return IntStream.range(0, tensors.size())
        .filter(i -> tensors.get(i).storage() == storage)
        .boxed()
        .toList();
  }
}
