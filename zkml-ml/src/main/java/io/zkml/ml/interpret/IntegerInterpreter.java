package io.zkml.ml.interpret;

import io.zkml.ml.quant.QuantMemory;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantizedGraph;
import java.util.List;

/**
 * The meaning of a quantised graph: evaluates it on exact 64-bit integers, operation by operation.
 * It shares no code with the machine that executes lowered programs and is its oracle. Stateless.
 */
public final class IntegerInterpreter {

  private IntegerInterpreter() {}

  /**
   * Evaluates a graph.
   *
   * @param inputs quantised inputs in the graph's order, row-major
   * @return the quantised outputs in the graph's order
   * @throws ArithmeticException if a value leaves its bounds: an input is far outside the
   *     calibrated range
   */
  public static List<long[]> run(QuantizedGraph graph, List<long[]> inputs) {
    QuantMemory memory = new QuantMemory(graph, inputs);
    for (QuantOp op : graph.ops()) {
      memory.run(op);
    }
    return graph.outputs().stream().map(memory::get).toList();
  }

  /** Evaluates a graph with one input; returns its first output. */
  public static long[] run(QuantizedGraph graph, long[] input) {
    return run(graph, List.of(input)).getFirst();
  }
}
