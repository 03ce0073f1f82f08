package io.zkml.vm.tensor;

/** One executed tensor instruction: defines the tensor {@link #result} from earlier ones. */
public sealed interface TensorJob permits Contract, Requantize, MaxWindow {

  /** Index of the tensor that the job defines. */
  int result();
}
