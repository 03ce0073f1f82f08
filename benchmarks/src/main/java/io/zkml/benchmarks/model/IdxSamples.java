package io.zkml.benchmarks.model;

import io.zkml.ml.data.IdxArray;
import io.zkml.ml.graph.FloatTensor;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The items of an IDX file of bytes, divided by 255.
 *
 * @param labels as many labels as there are items, if known
 */
record IdxSamples(IdxArray items, @Nullable IdxArray labels) implements Samples {

  private static final double WHITE = 255;

  @Override
  public int count() {
    return items.count();
  }

  @Override
  public FloatTensor get(int index) {
    return items.item(index, WHITE);
  }

  @Override
  public OptionalInt label(int index) {
    return labels == null ? OptionalInt.empty() : OptionalInt.of(labels.label(index));
  }
}
