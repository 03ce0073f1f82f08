package io.zkml.ml.quant;

import java.io.IOException;

/** The kinds of operations, by their number in the canonical bytes. */
final class QuantOps {

  private QuantOps() {}

  static QuantOp decode(QuantReader in) throws IOException {
    int tag = in.readByte();
    int result = in.readInt();
    return switch (tag) {
      case QuantConv.TAG -> QuantConv.decode(result, in);
      case QuantMatrix.TAG -> QuantMatrix.decode(result, in);
      case QuantSum.TAG -> QuantSum.decode(result, in);
      case QuantAverage.TAG -> QuantAverage.decode(result, in);
      case QuantMax.TAG -> QuantMax.decode(result, in);
      case QuantProduct.TAG -> QuantProduct.decode(result, in);
      case QuantPositive.TAG -> QuantPositive.decode(result, in);
      case QuantExtreme.TAG -> QuantExtreme.decode(result, in);
      case QuantOneHot.TAG -> QuantOneHot.decode(result, in);
      case QuantDivide.TAG -> QuantDivide.decode(result, in);
      case QuantContraction.TAG -> QuantContraction.decode(result, in);
      default -> throw new IOException("operation " + tag);
    };
  }
}
