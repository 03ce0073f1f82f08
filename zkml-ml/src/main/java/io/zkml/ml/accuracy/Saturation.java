package io.zkml.ml.accuracy;

import java.util.Map;
import java.util.TreeMap;

/**
 * A sample that is refused, because values leave their bounds.
 *
 * @param sample its index in the set
 * @param layer the first value that does, by its name in the model
 * @param count number of its entries outside
 */
public record Saturation(int sample, String layer, int count) {

  Map<String, Object> facts() {
    return new TreeMap<>(Map.of("sample", sample, "layer", layer, "count", count));
  }
}
