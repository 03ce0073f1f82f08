package io.zkml.ml.quant;

/**
 * A run that saturates: entries of an input or of a layer lie outside the bounds that calibration
 * has fixed for it. Nothing is clipped silently: such a run has no output and no proof. Calibrate
 * with data that covers the input, or choose a policy with more head room.
 */
public final class SaturationException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private final String layer;
  private final int count;
  private final int entries;

  /**
   * The first value of a run that saturates.
   *
   * @param layer name of the value in the model
   * @param count number of its entries outside the bounds, at least 1
   * @param entries number of its entries
   * @param detail the first of them
   */
  public SaturationException(String layer, int count, int entries, String detail) {
    super(
        "%s saturates in %d of %d entries: %s; such a run is not proven: calibrate with data that covers it"
            .formatted(layer, count, entries, detail));
    this.layer = layer;
    this.count = count;
    this.entries = entries;
  }

  /** Name of the value in the model: an input, or a node's output. */
  public String layer() {
    return layer;
  }

  /** Number of its entries outside the bounds. */
  public int count() {
    return count;
  }

  /** Number of its entries. */
  public int entries() {
    return entries;
  }
}
