package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.Ordinals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The conditions of a forest's branches, by index of the node.
 *
 * @param single whether features are float32
 */
record ForestConditions(Map<Integer, Condition> byNode, boolean single) {

  static ForestConditions of(Forest forest, DataType type) throws OperatorException {
    boolean single = type == DataType.FLOAT;
    Map<Integer, Condition> conditions = new LinkedHashMap<>();
    for (int i = 0; i < forest.nodes().size(); i++) {
      if (forest.nodes().get(i) instanceof Forest.Branch branch) {
        conditions.put(i, Condition.of(branch, single));
      }
    }
    return new ForestConditions(conditions, single);
  }

  /** The condition of a branch. */
  Condition of(int node) {
    Condition c = byNode.get(node);
    if (c == null) {
      throw new IllegalArgumentException("node " + node + " is no branch");
    }
    return c;
  }

  /** The ranks that decide all conditions. */
  Ordinals ordinals(int features) {
    List<TreeSet<Double>> cuts = new ArrayList<>();
    List<EnumSet<Ordinals.Missing>> missing = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      cuts.add(new TreeSet<>());
      missing.add(EnumSet.noneOf(Ordinals.Missing.class));
    }
    for (Condition c : byNode.values()) {
      for (Condition.Term t : c.terms()) {
        cuts.get(t.feature()).add(t.at());
        missing.get(t.feature()).add(wanted(c));
      }
    }
    List<Ordinals.Feature> all = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      boolean agreed = missing.get(f).size() == 1;
      Ordinals.Missing any =
          missing.get(f).isEmpty() ? Ordinals.Missing.LOWEST : Ordinals.Missing.OWN;
      all.add(
          new Ordinals.Feature(
              new ArrayList<>(cuts.get(f)), agreed ? missing.get(f).iterator().next() : any));
    }
    return new Ordinals(all, single);
  }

  /** A rank for what is not a number that decides a condition as it should. */
  private static Ordinals.Missing wanted(Condition c) {
    if (!c.oneIfMissing()) {
      return Ordinals.Missing.LOWEST;
    }
    return c.atTop() == 1 ? Ordinals.Missing.HIGHEST : Ordinals.Missing.OWN;
  }
}
