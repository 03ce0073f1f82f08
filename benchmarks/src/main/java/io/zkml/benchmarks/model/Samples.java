package io.zkml.benchmarks.model;

import io.zkml.ml.graph.FloatTensor;
import java.util.OptionalInt;

/** Inputs of a model, by index; the same index always gives the same input. */
public interface Samples {

  /** Number of inputs. */
  int count();

  /** An input. */
  FloatTensor get(int index);

  /** The class that people say it has, if they do. */
  default OptionalInt label(int index) {
    return OptionalInt.empty();
  }
}
