package io.zkml.ml.compiler;

import io.zkml.ml.quant.ProgramWriter;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;

/** Translates quantised graphs to tensor programs, operation by operation. */
public final class Lowering {

  private Lowering() {}

  /**
   * The program of a graph.
   *
   * @param boundary which of input and output are public
   * @throws IllegalArgumentException if an accumulator could exceed 62 bits
   */
  public static LoweredModel lower(QuantizedGraph graph, int windowBits, Boundary boundary) {
    ProgramWriter writer = new ProgramWriter(graph, windowBits);
    List<Integer> inputs = new ArrayList<>();
    for (int input : graph.inputs()) {
      inputs.add(input(writer, graph.values().get(input), input, boundary.input()));
    }
    for (QuantOp op : graph.ops()) {
      op.lower(writer);
    }
    List<Integer> outputs = graph.outputs().stream().map(writer::tensor).toList();
    TensorProgram program =
        switch (boundary.output()) {
          case PUBLIC -> writer.program(outputs, List.of());
          case COMMITTED -> writer.program(List.of(), outputs);
        };
    return new LoweredModel(program, writer.constants(), inputs, outputs);
  }

  private static int input(ProgramWriter writer, QuantValue x, int value, Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> writer.define(value, Storage.INPUT);
      case COMMITTED -> {
        int tensor = writer.define(value, Storage.COMMITTED_INPUT);
        writer.emit(new CommittedInput(tensor, x.min(), x.max()));
        yield tensor;
      }
    };
  }
}
