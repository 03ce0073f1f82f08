package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Which grids values are put on: what one unit is worth, and which bounds follow. */
final class ValueGrids {

  /** Bound of integer inputs. */
  private static final double MAX_INTEGER = 1L << 40;

  /** How far beyond the calibrated range what an activation cuts off may lie. */
  private static final double HEADROOM = 1.5;

  private final NumericPolicy policy;
  private final Map<String, ValueRange> ranges;
  private final Map<String, DataType> types;

  /**
   * The grids of a model.
   *
   * @param ranges calibrated range of every value
   * @param types element type of every value
   */
  ValueGrids(NumericPolicy policy, Map<String, ValueRange> ranges, Map<String, DataType> types) {
    this.policy = policy;
    this.ranges = Map.copyOf(ranges);
    this.types = Map.copyOf(types);
  }

  /** An input of the model: as many bits as the window has; integers as they are. */
  QuantValue input(String name, TensorShape stored, int axis) {
    if (isExact(name)) {
      return exactInput(name, stored, axis);
    }
    ValueRange range = range(name);
    double magnitude = Math.max(range.magnitude(), 1e-9);
    long window = 1L << policy.windowBits();
    return range.min() >= 0
        ? new QuantValue(name, stored, axis, magnitude / (window - 1), 0, window - 1)
        : new QuantValue(name, stored, axis, magnitude * 8 / window, -window / 2, window / 2 - 1);
  }

  /**
   * Integers as they are: all of a type of few bits, else what a window holds if that is enough.
   */
  private QuantValue exactInput(String name, TensorShape stored, int axis) {
    DataType type = type(name);
    double lowest = IntegerTypes.lowest(type);
    double highest = IntegerTypes.highest(type);
    double bound =
        Math.max((double) (1L << (policy.windowBits() - 1)), HEADROOM * range(name).magnitude());
    long min = (long) Math.max(lowest, -Math.min(bound, MAX_INTEGER));
    long max = (long) Math.min(highest, Math.min(bound, MAX_INTEGER) - 1);
    return new QuantValue(name, stored, axis, 1, min, max);
  }

  /** Some unit for a value that cannot be computed. */
  double placeholder(String name) {
    return unit(range(name).magnitude(), policy.activationBits());
  }

  /** What one unit is worth before and after an activation. */
  record Grid(double unit, double scale, Activation activation) {}

  /** The grid of {@code function(operand)}, which is called {@code output}. */
  Grid grid(RealFunction function, String operand, String output, DoubleUnaryOperator adjust) {
    int signedBits = policy.activationBits() - 1;
    return switch (function) {
      case RealFunction.Identity f -> {
        double unit = adjust.applyAsDouble(unit(output, range(output).magnitude(), signedBits));
        yield new Grid(unit, unit, new Activation.Linear());
      }
      case RealFunction.Relu f -> {
        double used = unit(output, range(output).max(), policy.activationBits());
        double below = Math.max(0, -range(operand).min());
        double fits = isExact(output) ? 1 : below * HEADROOM / (1L << policy.windowBits());
        double unit = adjust.applyAsDouble(Math.max(used, fits));
        yield new Grid(unit, unit, new Activation.Relu());
      }
      case RealFunction.Clamp f -> {
        double bound = Math.max(Math.abs(f.low()), Math.abs(f.high()));
        double wanted = clampedUnit(bound, range(output).magnitude(), range(operand).magnitude());
        double unit = isExact(output) ? 1 : adjust.applyAsDouble(wanted);
        long half = 1L << (policy.windowBits() - 1);
        long low = Math.max(Math.round(f.low() / unit), -half);
        long high = Math.min(Math.round(f.high() / unit), half - 1);
        yield new Grid(unit, unit, new Activation.Clamp(low, high));
      }
      case RealFunction.Tabulated f -> {
        double wanted = unit(operand, range(operand).magnitude(), signedBits);
        double unit = isExact(operand) ? 1 : adjust.applyAsDouble(wanted);
        double scale = unit(output, range(output).magnitude(), signedBits);
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

  /** The unit of a value: 1 for integers. */
  private double unit(String name, double top, int bits) {
    return isExact(name) ? 1 : unit(top, bits);
  }

  private static double unit(double top, int bits) {
    double some = top == 0 ? 1 : Math.max(top, 1e-9);
    return some / ((1L << bits) - 1);
  }

  private static IntTensor tabulate(
      DoubleUnaryOperator function, int shift, double unit, double scale) {
    double[] real = new double[1 << shift];
    for (int i = 0; i < real.length; i++) {
      real[i] = function.applyAsDouble((i - real.length / 2) * unit);
    }
    fillGaps(real);
    long[] values = new long[real.length];
    for (int i = 0; i < values.length; i++) {
      double q = Math.floor(real[i] / scale + 0.5);
      values[i] = (long) Math.clamp(q, -(1 << (shift - 1)), (1 << (shift - 1)) - 1);
    }
    return new IntTensor(TensorShape.of(values.length), values);
  }

  /**
   * Where a function is undefined, its table goes on with the nearest value towards 0, else away.
   */
  private static void fillGaps(double[] real) {
    int middle = real.length / 2;
    for (int i = middle + 1; i < real.length; i++) {
      real[i] = Double.isNaN(real[i]) ? real[i - 1] : real[i];
    }
    for (int i = real.length - 2; i >= 0; i--) {
      real[i] = Double.isNaN(real[i]) ? real[i + 1] : real[i];
    }
    for (int i = 1; i < real.length; i++) {
      real[i] = Double.isNaN(real[i]) ? real[i - 1] : real[i];
    }
    if (Double.isNaN(real[middle])) {
      throw new IllegalArgumentException("a function that is undefined everywhere");
    }
  }

  /** The unit of {@code function(operand)} before the function, without its table. */
  double unit(RealFunction function, String operand, String output) {
    return function instanceof RealFunction.Tabulated
        ? unit(operand, range(operand).magnitude(), policy.activationBits() - 1)
        : grid(function, operand, output, unit -> unit).unit();
  }

  /** Bounds within a type, and within a window if they must be checked. */
  FormBounds inType(String name, FormBounds form, DataType type) {
    double lowest = IntegerTypes.lowest(type);
    double highest = IntegerTypes.highest(type);
    if (form.min() >= lowest && form.max() <= highest) {
      return form;
    }
    long low = (long) Math.max((double) form.min(), lowest);
    long high = (long) Math.min((double) form.max(), highest);
    long half = 1L << (policy.windowBits() - 1);
    if (high - low >= 2 * half) {
      boolean positive = range(name).min() >= 0;
      low = Math.max(low, positive ? 0 : -half);
      high = Math.min(high, positive ? 2 * half - 1 : half - 1);
    }
    return new FormBounds(low, high, form.magnitude());
  }

  private DataType type(String name) {
    return types.getOrDefault(name, DataType.FLOAT);
  }

  private boolean isExact(String name) {
    return !type(name).isFloat();
  }

  /** Whether a value is one of the model's, with a calibrated range. */
  boolean isCalibrated(String name) {
    return ranges.containsKey(name);
  }

  /** Calibrated range of a value of the model. */
  ValueRange range(String name) {
    ValueRange r = ranges.get(name);
    if (r == null) {
      throw new IllegalStateException("value " + name + " was not calibrated");
    }
    return r;
  }
}
