package io.zkml.benchmarks.run;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantConv;
import io.zkml.ml.quant.QuantMatrix;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantizedGraph;

/** Counts multiplications by weights, those with padding included, as papers do. */
final class Macs {

  private Macs() {}

  static long of(QuantizedGraph graph) {
    long n = 0;
    for (QuantOp op : graph.ops()) {
      TensorShape result = graph.values().get(op.result()).shape();
      n +=
          switch (op) {
            case QuantConv c -> perOutput(c.weights().shape()) * result.elements();
            case QuantMatrix m -> perOutput(m.weights().shape()) * result.elements();
            default -> 0;
          };
    }
    return n;
  }

  /** Weights of one output feature. */
  private static long perOutput(TensorShape weights) {
    return weights.elements(1, weights.rank());
  }
}
