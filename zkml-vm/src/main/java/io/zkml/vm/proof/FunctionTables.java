package io.zkml.vm.proof;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorJob;
import java.util.ArrayList;
import java.util.List;

/** The functions of a program that have a table, each once; a table's id is its index plus 1. */
record FunctionTables(List<Activation> functions) {

  static FunctionTables of(TensorProgram program) {
    List<Activation> functions = new ArrayList<>();
    for (TensorJob job : program.jobs()) {
      if (job instanceof RowJob r) {
        r.function().filter(f -> !functions.contains(f)).ifPresent(functions::add);
      }
    }
    return new FunctionTables(List.copyOf(functions));
  }

  /** The id of an activation's table; 0 if it has none. */
  int id(Activation a) {
    return functions.indexOf(a) + 1;
  }
}
