package io.zkml.evm.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates weightings: at a point, and on public blocks. */
final class Weights {

  /** Bits of the inner table of a public block's weighted sum. */
  private static final int INNER_BITS = 5;

  private final Assembler code;
  private final Algebra f;
  private final Coordinates points;
  private final PublicEntries entries;
  private final Map<List<Object>, Integer> known = new HashMap<>();

  Weights(Assembler code, Algebra f, Coordinates points, PublicEntries entries) {
    this.code = code;
    this.f = f;
    this.points = points;
    this.entries = entries;
  }

  /** The weight's MLE at a point of as many coordinates. */
  int at(Weighting weight, List<Integer> point) {
    int product = f.one();
    int end = point.size();
    for (int k = weight.parts().size() - 1; k >= 0; k--) {
      Weighting.Part part = weight.parts().get(k);
      List<Integer> own = point.subList(end - part.variables(), end);
      end -= part.variables();
      product =
          switch (part) {
            case Weighting.Eq eq -> points.eq(eq.point(), own, product);
            case Weighting.Ones ones -> product;
            case Weighting.Map map -> f.mul(product, mapAt(map, own));
            case Weighting.Table table -> f.mul(product, tableAt(table, own));
          };
    }
    return product;
  }

  private int mapAt(Weighting.Map map, List<Integer> point) {
    int right = points.eqTable(point);
    List<Object> key = List.of(map.map(), right);
    Integer value = known.get(key);
    if (value == null) {
      value = map.map().bilinear(code, f, right);
      known.put(key, value);
    }
    return value;
  }

  private int tableAt(Weighting.Table table, List<Integer> point) {
    int right = points.eqTable(point);
    List<Object> key = List.of(table, right);
    Integer value = known.get(key);
    if (value == null) {
      value = f.dot(table.register(), right, 1 << table.variables(), 1);
      known.put(key, value);
    }
    return value;
  }

  /** For every kernel position of a window its share at eq(s, .): a table of 2^bLog registers. */
  int windowShares(IndexMap.Window window, List<Integer> s) {
    int right = points.eqTable(s);
    List<Object> key = List.of("shares", window, right);
    Integer value = known.get(key);
    if (value == null) {
      value = window.shares(code, f, right);
      known.put(key, value);
    }
    return value;
  }

  /** The sum over o of eq(r, o) eq(s, list[o]). */
  int gatherAt(IndexMap.Gather gather, List<Integer> s) {
    return mapAt(new Weighting.Map(gather, s.size()), s);
  }

  /** The weighted sum of a public block's entries. */
  int onPublic(int block, Weighting weight) {
    List<Weighting.Part> units = units(weight);
    List<Object> key = List.of("public", block, units);
    Integer value = known.get(key);
    if (value == null) {
      value = onPublic(block, units);
      known.put(key, value);
    }
    return value;
  }

  private int onPublic(int block, List<Weighting.Part> units) {
    int split = units.size();
    int innerBits = 0;
    while (split > 0 && innerBits + units.get(split - 1).variables() <= INNER_BITS) {
      innerBits += units.get(--split).variables();
    }
    int high = table(units.subList(0, split));
    int low = table(units.subList(split, units.size()));
    int d = f.computed(code.allocate(1));
    PublicEntries.Block b = entries.block(block);
    List<int[]> runs = runs(b.source(), innerBits);
    Opcode dot = Opcode.PUBLIC_DOT;
    int inner = low;
    if (b.small() && innerBits <= INNER_BITS) {
      dot = Opcode.SMALL_DOT;
      inner = code.allocate(1 << innerBits);
      for (int i = 0; i < 1 << innerBits; i++) {
        code.arithmetic(Opcode.NORM, inner + i, List.of(low + i), 0);
      }
    }
    code.op(dot, d, high, inner, b.register()).u16(runs.size());
    for (int[] run : runs) {
      code.u24(run[0]).u24(run[1]).u24(run[2]).u16(run[3]);
    }
    return d;
  }

  /** Parts, those of eq one coordinate each. */
  private static List<Weighting.Part> units(Weighting weight) {
    List<Weighting.Part> units = new ArrayList<>();
    for (Weighting.Part part : weight.parts()) {
      if (part instanceof Weighting.Eq eq) {
        for (int c : eq.point()) {
          units.add(new Weighting.Eq(List.of(c)));
        }
      } else {
        units.add(part);
      }
    }
    return units;
  }

  /** The outer product of the parts as a table. */
  private int table(List<Weighting.Part> units) {
    List<Integer> coordinates = new ArrayList<>();
    for (Weighting.Part unit : units) {
      if (unit instanceof Weighting.Eq eq) {
        coordinates.addAll(eq.point());
      }
    }
    if (coordinates.size() == units.size()) {
      return points.eqTable(coordinates);
    }
    int table = f.one();
    int n = 1;
    for (Weighting.Part unit : units) {
      int m = 1 << unit.variables();
      int next = code.allocate(n * m);
      // SOUNDNESS: may write instructions of its own, so before the first byte of this one.
      int factor = explicit(unit);
      code.op(Opcode.OUTER, next, table).u24(n).u16(factor).u24(m);
      table = next;
      n *= m;
    }
    return table;
  }

  private int explicit(Weighting.Part unit) {
    return switch (unit) {
      case Weighting.Eq eq -> points.eqTable(eq.point());
      case Weighting.Map map -> map.map().table(code);
      case Weighting.Table table -> table.register();
      case Weighting.Ones ones -> {
        int d = code.allocate(1 << ones.variables());
        for (int i = 0; i < 1 << ones.variables(); i++) {
          code.arithmetic(Opcode.SMALL, d + i, List.of(), 1);
        }
        yield d;
      }
    };
  }

  /** Runs of neighbours: outer index, first inner index, first entry, length. */
  private static List<int[]> runs(int[] source, int innerBits) {
    List<int[]> runs = new ArrayList<>();
    int inner = 1 << innerBits;
    for (int i = 0; i < source.length; i++) {
      if (source[i] < 0) {
        continue;
      }
      int[] next = {i / inner, i % inner, source[i], 1};
      if (runs.isEmpty() || !joins(runs.getLast(), next)) {
        runs.add(next);
      } else {
        runs.getLast()[3]++;
      }
    }
    return runs;
  }

  private static boolean joins(int[] run, int[] next) {
    return run[0] == next[0] && run[1] + run[3] == next[1] && run[2] + run[3] == next[2];
  }
}
