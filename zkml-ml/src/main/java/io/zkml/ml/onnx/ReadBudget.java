package io.zkml.ml.onnx;

/** What one reading may still take; every method charges first and allocates nothing. */
final class ReadBudget {
  private final OnnxLimits limits;
  private long nodes;
  private long tensors;
  private long elements;
  private long items;
  private long externalBytes;
  private int depth;

  ReadBudget(OnnxLimits limits) {
    this.limits = limits;
  }

  OnnxLimits limits() {
    return limits;
  }

  void node(ProtoCursor at) throws OnnxFormatException {
    nodes++;
    check(at, nodes, limits.maxNodes(), "nodes");
  }

  void tensor(ProtoCursor at) throws OnnxFormatException {
    tensors++;
    check(at, tensors, limits.maxTensors(), "tensors");
  }

  void elements(ProtoCursor at, long count) throws OnnxFormatException {
    elements = saturatingAdd(elements, count);
    check(at, elements, limits.maxElements(), "tensor elements");
  }

  void item(ProtoCursor at) throws OnnxFormatException {
    items++;
    check(at, items, limits.maxItems(), "repeated entries");
  }

  void externalBytes(ProtoCursor at, long count) throws OnnxFormatException {
    externalBytes = saturatingAdd(externalBytes, count);
    check(at, externalBytes, limits.maxExternalBytes(), "bytes of external data");
  }

  void enterGraph(ProtoCursor at) throws OnnxFormatException {
    depth++;
    check(at, depth, limits.maxDepth(), "graphs nested in one another");
  }

  void leaveGraph() {
    depth--;
  }

  private static long saturatingAdd(long total, long count) {
    return total > Long.MAX_VALUE - count ? Long.MAX_VALUE : total + count;
  }

  private static void check(ProtoCursor at, long used, long limit, String what)
      throws OnnxFormatException {
    if (used > limit) {
      throw at.error("more than " + limit + " " + what);
    }
  }
}
