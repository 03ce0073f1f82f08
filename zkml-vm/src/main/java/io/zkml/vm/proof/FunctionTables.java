package io.zkml.vm.proof;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import java.util.ArrayList;
import java.util.List;

/** The functions of a program that have a table, each once; a table's id is its index plus 1. */
record FunctionTables(List<Activation> functions) {

  static FunctionTables of(TensorProgram program) {
    List<Activation> functions = new ArrayList<>();
    for (TensorJob job : program.jobs()) {
      if (job instanceof Requantize r && hasTable(r.activation())) {
        if (!functions.contains(r.activation())) {
          functions.add(r.activation());
        }
      }
    }
    return new FunctionTables(List.copyOf(functions));
  }

  private static boolean hasTable(Activation a) {
    return a instanceof Activation.Clamp || a instanceof Activation.Table;
  }

  /** The id of an activation's table; 0 if it has none. */
  int id(Activation a) {
    return functions.indexOf(a) + 1;
  }
}
