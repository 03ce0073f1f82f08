package io.zkml.ml.onnx;

/**
 * Limits on an ONNX file, each checked before memory is taken.
 *
 * @param maxFileBytes size of the model file in bytes
 * @param maxExternalBytes bytes read from external data files, all tensors together
 * @param maxDepth graphs nested in one another, the outermost included
 * @param maxNodes nodes, all graphs together
 * @param maxTensors tensors (initialisers and attributes), all graphs together
 * @param maxElements numbers in all tensors together
 * @param maxItems everything else that repeats: names, attributes and their values, dimensions
 * @param maxRank dimensions of one tensor
 * @param maxNameBytes UTF-8 bytes of one name
 * @param maxStringBytes bytes of one string attribute
 */
public record OnnxLimits(
    int maxFileBytes,
    long maxExternalBytes,
    int maxDepth,
    int maxNodes,
    int maxTensors,
    long maxElements,
    int maxItems,
    int maxRank,
    int maxNameBytes,
    int maxStringBytes) {
  private static final OnnxLimits DEFAULTS =
      new OnnxLimits(
          1 << 30, 1L << 32, 8, 100_000, 100_000, 1L << 28, 4_000_000, 16, 4_096, 1 << 20);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public OnnxLimits {
    long smallest =
        Math.min(
            Math.min(Math.min(maxFileBytes, maxExternalBytes), Math.min(maxDepth, maxNodes)),
            Math.min(Math.min(maxTensors, maxElements), Math.min(maxItems, maxRank)));
    if (Math.min(smallest, Math.min(maxNameBytes, maxStringBytes)) < 1) {
      throw new IllegalArgumentException("every limit is at least 1");
    }
  }

  /** 1 GiB of file, 4 GiB of external data, 2^28 numbers, 100,000 nodes, 8 nested graphs. */
  public static OnnxLimits defaults() {
    return DEFAULTS;
  }
}
