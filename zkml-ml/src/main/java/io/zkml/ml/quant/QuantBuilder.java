package io.zkml.ml.quant;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Collects a quantised graph while operators translate themselves, in topological order. Shapes
 * that a node only renames (Flatten, Reshape) stay views of the value behind them.
 */
public final class QuantBuilder {

  /** Largest magnitude of a quantised weight. */
  private static final double MAX_WEIGHT = 1L << 40;

  /** How far beyond the calibrated range what an activation cuts off may lie. */
  private static final double HEADROOM = 1.5;

  private final NumericPolicy policy;
  private final Map<String, ValueRange> ranges;
  private final Map<String, Fused> fused;
  private final List<QuantValue> values = new ArrayList<>();
  private final List<QuantOp> ops = new ArrayList<>();
  private final Map<String, View> views = new HashMap<>();

  /**
   * A builder.
   *
   * @param ranges calibrated range of every value
   * @param fused for values that only an activation reads: that activation
   */
  public QuantBuilder(
      NumericPolicy policy, Map<String, ValueRange> ranges, Map<String, Fused> fused) {
    this.policy = policy;
    this.ranges = Map.copyOf(ranges);
    this.fused = Map.copyOf(fused);
  }

  /**
   * A value under a shape.
   *
   * @param index of the value
   * @param value as it is stored
   * @param shape as the model sees it here; as many elements as the value has
   */
  public record View(int index, QuantValue value, TensorShape shape) {
    /** Whether the model's shape is the stored one. */
    public boolean isDirect() {
      return shape.equals(value.shape());
    }
  }

  /**
   * An activation that its operand's rounding includes.
   *
   * @param output name of the activation's result
   */
  public record Fused(String output, RealFunction function) {}

  /**
   * A value about to be defined.
   *
   * @param unit real value of one unit of the rounded accumulator, before the activation
   */
  public record Target(int index, QuantValue value, double unit, Rounding rounding) {}

  /** The model's input, stored in the given shape: as many bits as the window has. */
  public int input(String name, TensorShape stored, TensorShape shape) {
    ValueRange range = range(name);
    double magnitude = Math.max(range.magnitude(), 1e-9);
    int axis = Math.min(1, stored.rank() - 1);
    long window = 1L << policy.windowBits();
    QuantValue value =
        range.min() >= 0
            ? new QuantValue(name, stored, axis, magnitude / (window - 1), 0, window - 1)
            : new QuantValue(
                name, stored, axis, magnitude * 8 / window, -window / 2, window / 2 - 1);
    values.add(value);
    int index = values.size() - 1;
    views.put(name, new View(index, value, shape));
    return index;
  }

  /** The view behind a name. */
  public View view(String name) {
    View v = views.get(name);
    if (v == null) {
      throw new IllegalStateException("value " + name + " is not defined yet");
    }
    return v;
  }

  /** Whether a name stands for a computed value (not for a constant). */
  public boolean isValue(String name) {
    return views.containsKey(name);
  }

  /** Makes {@code name} another shape of {@code source}. */
  public void alias(String name, String source, TensorShape shape) {
    View v = view(source);
    views.put(name, new View(v.index(), v.value(), shape));
  }

  /** Stands in for a value that cannot be computed, so that what reads it can be looked at. */
  public void placeholder(String name, TensorShape shape) {
    TensorShape stored = shape.rank() == 0 ? TensorShape.of(1) : shape;
    double scale = unit(range(name).magnitude(), policy.activationBits());
    int axis = Math.min(1, stored.rank() - 1);
    values.add(new QuantValue(name, stored, axis, scale, 0, 1));
    views.put(name, new View(values.size() - 1, values.getLast(), shape));
    Fused f = fused.get(name);
    if (f != null) {
      placeholder(f.output(), shape);
    }
  }

  /** Whether the activation behind {@code operand} is part of the operand's rounding. */
  public boolean isFused(String operand) {
    return fused.containsKey(operand);
  }

  /**
   * Reserves the value of a node's output, together with the activation behind it if that is fused.
   *
   * @param featureAxis the axis of channels or features
   */
  public Target target(String output, TensorShape stored, TensorShape shape, int featureAxis) {
    Fused f = fused.get(output);
    return f == null
        ? target(output, output, new RealFunction.Identity(), stored, shape, featureAxis)
        : target(output, f.output(), f.function(), stored, shape, featureAxis);
  }

  /**
   * Reserves the value {@code function(operand)} under the name {@code output}.
   *
   * @param operand name of the value before the function
   */
  public Target target(
      String operand,
      String output,
      RealFunction function,
      TensorShape stored,
      TensorShape shape,
      int featureAxis) {
    Grid grid = grid(function, operand, output);
    Rounding rounding = new Rounding(policy.windowBits(), grid.activation());
    QuantValue value =
        new QuantValue(output, stored, featureAxis, grid.scale(), rounding.min(), rounding.max());
    return define(output, value, shape, grid.unit(), rounding);
  }

  /** What one unit is worth before and after an activation. */
  private record Grid(double unit, double scale, Activation activation) {}

  private Grid grid(RealFunction function, String operand, String output) {
    int signedBits = policy.activationBits() - 1;
    return switch (function) {
      case RealFunction.Identity f -> {
        double unit = unit(range(output).magnitude(), signedBits);
        yield new Grid(unit, unit, new Activation.Linear());
      }
      case RealFunction.Relu f -> {
        double used = unit(range(output).max(), policy.activationBits());
        double below = Math.max(0, -range(operand).min());
        double unit = Math.max(used, below * HEADROOM / (1L << policy.windowBits()));
        yield new Grid(unit, unit, new Activation.Relu());
      }
      case RealFunction.Clamp f -> {
        double bound = Math.max(Math.abs(f.low()), Math.abs(f.high()));
        double unit = clampedUnit(bound, range(output).magnitude(), range(operand).magnitude());
        long half = 1L << (policy.windowBits() - 1);
        long low = Math.max(Math.round(f.low() / unit), -half);
        long high = Math.min(Math.round(f.high() / unit), half - 1);
        yield new Grid(unit, unit, new Activation.Clamp(low, high));
      }
      case RealFunction.Tabulated f -> {
        double unit = unit(range(operand).magnitude(), signedBits);
        double scale = unit(range(output).magnitude(), signedBits);
        IntTensor table = tabulate(f.function(), policy.windowBits(), unit, scale);
        yield new Grid(unit, scale, new Activation.Table(table));
      }
    };
  }

  /**
   * The unit of a clamp to {@code bound}. Where outputs come near the bound, it is on the grid, so
   * that clamping is exact, and layers have the same grid, so that they share a table. Where they
   * stay far from it, the bound may lie beyond the window.
   */
  private double clampedUnit(double bound, double output, double operand) {
    int bits = policy.activationBits() - 1;
    double fits = Math.max(operand, 1e-9) * HEADROOM / (1L << (policy.windowBits() - 1));
    if (4 * output < bound) {
      return Math.max(unit(output, bits), fits);
    }
    long steps = (1L << bits) - 1;
    while (steps > 1 && bound / steps < fits) {
      steps /= 2;
    }
    return Math.max(bound / steps, fits);
  }

  private static double unit(double top, int bits) {
    return Math.max(top, 1e-9) / ((1L << bits) - 1);
  }

  private static IntTensor tabulate(
      DoubleUnaryOperator function, int shift, double unit, double scale) {
    long[] values = new long[1 << shift];
    for (int i = 0; i < values.length; i++) {
      double y = function.applyAsDouble((i - values.length / 2) * unit);
      double q = Math.floor(y / scale + 0.5);
      values[i] = (long) Math.clamp(q, -(1 << (shift - 1)), (1 << (shift - 1)) - 1);
    }
    return new IntTensor(TensorShape.of(values.length), values);
  }

  /** Reserves a value with the scale and bounds of another: maxima and the like. */
  public int sameScale(String name, View source, TensorShape shape) {
    QuantValue s = source.value();
    QuantValue value = new QuantValue(name, shape, s.featureAxis(), s.scale(), s.min(), s.max());
    Rounding none = new Rounding(policy.windowBits(), new Activation.Linear());
    return define(name, value, shape, s.scale(), none).index();
  }

  private Target define(
      String name, QuantValue value, TensorShape shape, double unit, Rounding rounding) {
    values.add(value);
    views.put(name, new View(values.size() - 1, value, shape));
    return new Target(values.size() - 1, value, unit, rounding);
  }

  /** Appends an operation. */
  public void emit(QuantOp op) {
    ops.add(op);
  }

  /**
   * Real factors as integers: {@code round(factor unit / target.unit 2^shift)}: the weights of an
   * operand whose unit is worth {@code unit}.
   */
  public static IntTensor weights(
      FloatTensor factors, TensorShape shape, double unit, Target target) {
    double scale = unit / target.unit() * Math.pow(2, target.rounding().shift());
    long[] q = new long[factors.size()];
    for (int i = 0; i < q.length; i++) {
      q[i] = round(factors.get(i) * scale);
    }
    return new IntTensor(shape, q);
  }

  /** One real factor as an integer, as {@link #weights}. */
  public static long multiplier(double factor, double unit, Target target) {
    double scale = unit / target.unit() * Math.pow(2, target.rounding().shift());
    return round(factor * scale);
  }

  private static long round(double x) {
    double q = Math.floor(x + 0.5);
    if (!(Math.abs(q) < MAX_WEIGHT)) {
      throw new IllegalArgumentException("a weight of " + q + " units cannot be quantised");
    }
    return (long) q;
  }

  private ValueRange range(String name) {
    ValueRange r = ranges.get(name);
    if (r == null) {
      throw new IllegalStateException("value " + name + " was not calibrated");
    }
    return r;
  }

  /** The graph with the given input and output. */
  public QuantizedGraph build(int input, String output) {
    return new QuantizedGraph(values, ops, input, view(output).index());
  }
}
