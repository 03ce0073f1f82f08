package io.zkml.ml.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How the features of an input that is only ever compared with constants become integers: by rank
 * among the constants. A comparison of ranks decides exactly as one of the numbers would, and two
 * inputs have the same ranks only if every comparison decides them alike.
 *
 * @param features one for every entry of the input's last axis
 * @param single whether numbers are rounded to float32 first, as a float32 model rounds them
 */
public record Ordinals(List<Feature> features, boolean single) {

  /** Copies the list. */
  public Ordinals {
    features = List.copyOf(features);
  }

  /** The rank of what is not a number. */
  public enum Missing {
    /** That of the least numbers. */
    LOWEST,
    /** That of the largest numbers. */
    HIGHEST,
    /** One of its own, above all numbers. */
    OWN;

    /** The number that stands for it in files: its index in the list of all. */
    int code() {
      return List.of(values()).indexOf(this);
    }
  }

  /**
   * One feature: the rank of x is the number of cuts that are not above x.
   *
   * @param cuts increasing
   */
  public record Feature(List<Double> cuts, Missing missing) {

    /** Checks the order. */
    public Feature {
      cuts = List.copyOf(cuts);
      for (int i = 0; i < cuts.size(); i++) {
        if (cuts.get(i).isNaN() || (i > 0 && cuts.get(i) <= cuts.get(i - 1))) {
          throw new IllegalArgumentException("cuts that are not in order");
        }
      }
    }

    /** Rank of what is not a number. */
    public int missingRank() {
      return switch (missing) {
        case LOWEST -> 0;
        case HIGHEST -> cuts.size();
        case OWN -> cuts.size() + 1;
      };
    }

    /** The largest rank. */
    int top() {
      return Math.max(cuts.size(), missingRank());
    }

    private int rank(double x) {
      if (Double.isNaN(x)) {
        return missingRank();
      }
      int low = 0;
      int high = cuts.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (x >= cuts.get(middle)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private Feature union(Feature o) {
      if (cuts.isEmpty() || o.cuts.isEmpty()) {
        return cuts.isEmpty() ? o : this;
      }
      TreeSet<Double> all = new TreeSet<>(cuts);
      all.addAll(o.cuts);
      return new Feature(new ArrayList<>(all), missing == o.missing ? missing : Missing.OWN);
    }
  }

  /** What serves two readers of the same input. */
  public Ordinals union(Ordinals o) {
    List<Feature> both = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      both.add(features.get(i).union(o.features.get(i)));
    }
    return new Ordinals(both, single);
  }

  /** The rank of a number at an entry of the input. */
  long rank(long entry, double x) {
    return feature(entry).rank(single ? (float) x : x);
  }

  private Feature feature(long entry) {
    return features.get((int) (entry % features.size()));
  }

  /** A number of a rank: the least one, except for rank 0. */
  double representative(long entry, long rank) {
    Feature f = feature(entry);
    int count = f.cuts().size();
    if (rank > count) {
      return Double.NaN;
    }
    if (rank > 0) {
      return f.cuts().get((int) rank - 1);
    }
    if (count == 0) {
      return 0;
    }
    double first = f.cuts().getFirst();
    return single ? Math.nextDown((float) first) : Math.nextDown(first);
  }

  /** The largest rank of any feature. */
  public int top() {
    return features.stream().mapToInt(Feature::top).max().orElse(0);
  }
}
