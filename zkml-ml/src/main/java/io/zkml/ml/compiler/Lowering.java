package io.zkml.ml.compiler;

import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.quant.ProgramWriter;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates quantised graphs to tensor programs, operation by operation. */
public final class Lowering {

  private Lowering() {}

  /**
   * The program of a graph whose weights are public.
   *
   * @param boundary which of input and output are public
   * @throws IllegalArgumentException if an accumulator could exceed 62 bits
   */
  public static LoweredModel lower(QuantizedGraph graph, int windowBits, Boundary boundary) {
    return lower(graph, windowBits, boundary, null);
  }

  /**
   * The program of a graph.
   *
   * @param boundary which of input, output and weights are public
   * @param weightSalt of weights that are not public, null for public ones
   * @throws IllegalArgumentException if an accumulator could exceed 62 bits
   */
  public static LoweredModel lower(
      QuantizedGraph graph, int windowBits, Boundary boundary, @Nullable Salt weightSalt) {
    if (boundary.hasPublicWeights() != (weightSalt == null)) {
      throw new IllegalArgumentException("weights have a salt if they are not public");
    }
    ProgramWriter writer = new ProgramWriter(graph, windowBits, weightSalt != null);
    List<Integer> inputs = new ArrayList<>();
    for (int input : graph.inputs()) {
      inputs.add(input(writer, graph.values().get(input), input, boundary.input()));
    }
    List<Integer> bounds = new ArrayList<>(List.of(writer.instructions()));
    for (QuantOp op : graph.ops()) {
      op.lower(writer);
      bounds.add(writer.instructions());
    }
    if (weightSalt != null) {
      writer.salt(weightSalt);
    }
    List<Integer> outputs = graph.outputs().stream().map(writer::tensor).toList();
    TensorProgram program =
        switch (boundary.output()) {
          case PUBLIC -> writer.program(outputs, List.of());
          case COMMITTED -> writer.program(List.of(), outputs);
          case PRIVATE -> writer.program(List.of(), List.of());
        };
    return new LoweredModel(program, writer.constants(), inputs, outputs, bounds);
  }

  private static int input(ProgramWriter writer, QuantValue x, int value, Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> writer.define(value, Storage.INPUT);
      case COMMITTED -> undisclosed(writer, x, value, Storage.COMMITTED_INPUT);
      case PRIVATE -> undisclosed(writer, x, value, Storage.PRIVATE_INPUT);
    };
  }

  private static int undisclosed(ProgramWriter writer, QuantValue x, int value, Storage storage) {
    int tensor = writer.define(value, storage);
    writer.emit(new CommittedInput(tensor, x.min(), x.max()));
    return tensor;
  }
}
