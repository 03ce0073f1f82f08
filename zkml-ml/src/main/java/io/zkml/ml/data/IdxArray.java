package io.zkml.ml.data;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;

/**
 * An array of unsigned bytes from an IDX file; immutable. The first dimension counts the items
 * (images or labels).
 */
public final class IdxArray {
  private final TensorShape shape;
  private final byte[] data;
  private final int itemSize;

  IdxArray(TensorShape shape, byte[] data) {
    this.shape = shape;
    this.data = data;
    this.itemSize = shape.dim(0) == 0 ? 0 : data.length / shape.dim(0);
  }

  /** The dimensions, the number of items first. */
  public TensorShape shape() {
    return shape;
  }

  /** Number of items. */
  public int count() {
    return shape.dim(0);
  }

  /** Number of bytes of one item. */
  public int itemSize() {
    return itemSize;
  }

  /** A byte of an item, 0 to 255. */
  public int get(int item, int index) {
    return data[offset(item) + index] & 0xff;
  }

  /**
   * The label at a position of a label file.
   *
   * @throws IllegalStateException if items have more than one byte
   */
  public int label(int item) {
    if (itemSize != 1) {
      throw new IllegalStateException("items of shape " + shape + " are not labels");
    }
    return get(item, 0);
  }

  /**
   * An item as numbers: each byte divided by {@code divisor}.
   *
   * @param item the item's position
   * @param divisor 255 for pixels from 0 to 1
   * @return a tensor of the item's own dimensions
   */
  public FloatTensor item(int item, double divisor) {
    int offset = offset(item);
    double[] values = new double[itemSize];
    for (int i = 0; i < itemSize; i++) {
      values[i] = (data[offset + i] & 0xff) / divisor;
    }
    int[] dims = Arrays.copyOfRange(shape.toArray(), 1, shape.rank());
    return FloatTensor.of(TensorShape.of(dims), values);
  }

  private int offset(int item) {
    if (item < 0 || item >= count()) {
      throw new IndexOutOfBoundsException("item " + item + " of " + count());
    }
    return item * itemSize;
  }
}
