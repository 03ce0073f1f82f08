package io.zkml.ml.quant;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects a quantised graph while operators translate themselves, in topological order. Shapes
 * that a node only renames (Flatten, Reshape) stay views of the value behind them.
 */
public final class QuantBuilder {

  /** Largest magnitude of a quantised weight. */
  private static final double MAX_WEIGHT = 1L << 40;

  private final NumericPolicy policy;
  private final ValueGrids grids;
  private final Map<String, Fused> fused;
  private final List<QuantValue> values = new ArrayList<>();
  private final List<QuantOp> ops = new ArrayList<>();
  private final Map<String, View> views = new HashMap<>();

  /**
   * A builder.
   *
   * @param ranges calibrated range of every value
   * @param types element type of every value
   * @param fused for values that only an activation reads: that activation
   */
  public QuantBuilder(
      NumericPolicy policy,
      Map<String, ValueRange> ranges,
      Map<String, DataType> types,
      Map<String, Fused> fused) {
    this.policy = policy;
    this.grids = new ValueGrids(policy, ranges, types);
    this.fused = Map.copyOf(fused);
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

  /** An input of the model, stored in the given shape: as many bits as the window has. */
  public int input(String name, TensorShape stored, TensorShape shape) {
    int axis = Math.min(1, stored.rank() - 1);
    QuantValue value = grids.input(name, stored, axis);
    values.add(value);
    int index = values.size() - 1;
    views.put(name, new View(index, value, shape, IndexMap.identity()));
    return index;
  }

  /** An input of the model that is only compared with constants, stored by its ranks. */
  public int ranks(String name, TensorShape shape, Ordinals ordinals) {
    TensorShape stored = stored(shape);
    int axis = Math.min(1, stored.rank() - 1);
    QuantValue value =
        new QuantValue(name, stored, axis, 1, 0, Math.max(1, ordinals.top()), ordinals);
    return define(name, value, shape);
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

  /** Makes {@code name} a view. */
  public void define(String name, View view) {
    views.put(name, view);
  }

  /** Makes {@code name} another shape of {@code source}. */
  public void alias(String name, String source, TensorShape shape) {
    View v = view(source);
    views.put(name, new View(v.index(), v.value(), shape, v.map()));
  }

  /** Stands in for a value that cannot be computed, so that what reads it can be looked at. */
  public void placeholder(String name, TensorShape shape) {
    TensorShape stored = shape.rank() == 0 ? TensorShape.of(1) : shape;
    double scale = grids.placeholder(name);
    int axis = Math.min(1, stored.rank() - 1);
    values.add(new QuantValue(name, stored, axis, scale, 0, 1));
    views.put(name, View.direct(values.size() - 1, values.getLast(), shape));
    Fused f = fused.get(name);
    if (f != null) {
      placeholder(f.output(), shape);
    }
  }

  /**
   * Reserves the value of a node's output, together with the activation behind it if that is fused.
   *
   * @param featureAxis the axis of channels or features
   */
  public Target target(String output, TensorShape stored, TensorShape shape, int featureAxis) {
    return target(output, stored, shape, featureAxis, unit -> unit);
  }

  /**
   * As above, on a grid that suits a product.
   *
   * @param adjust the unit to use instead of a wanted one, at least as large
   */
  public Target target(
      String output,
      TensorShape stored,
      TensorShape shape,
      int featureAxis,
      DoubleUnaryOperator adjust) {
    Fused f = fused.get(output);
    RealFunction function = f == null ? new RealFunction.Identity() : f.function();
    String name = f == null ? output : f.output();
    return target(name, stored, shape, featureAxis, grids.grid(function, output, name, adjust));
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
    ValueGrids.Grid grid = grids.grid(function, operand, output, unit -> unit);
    return target(output, stored, shape, featureAxis, grid);
  }

  private Target target(
      String output, TensorShape stored, TensorShape shape, int featureAxis, ValueGrids.Grid grid) {
    Rounding rounding = new Rounding(policy.windowBits(), grid.activation());
    QuantValue value =
        new QuantValue(output, stored, featureAxis, grid.scale(), rounding.min(), rounding.max());
    return define(output, value, shape, grid.unit(), rounding);
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
    views.put(name, View.direct(values.size() - 1, value, shape));
    return new Target(values.size() - 1, value, unit, rounding);
  }

  /** Number of operations so far. */
  public int operations() {
    return ops.size();
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

  static long round(double x) {
    double q = Math.floor(x + 0.5);
    if (!(Math.abs(q) < MAX_WEIGHT)) {
      throw new IllegalArgumentException(
          "a weight of "
              + q
              + " units cannot be quantised: its operand is calibrated far larger than its result");
    }
    return (long) q;
  }

  /**
   * Reserves a value of exact integers, or of another's unit.
   *
   * @param form what the value is
   * @param unit real value of 1
   * @param type the element type, whose range the value must keep; null for none
   */
  public ExactTarget exact(
      String name,
      TensorShape shape,
      int featureAxis,
      FormBounds form,
      double unit,
      @Nullable DataType type) {
    FormBounds bounds = type == null || type.isFloat() ? form : grids.inType(name, form, type);
    long range = 1L << policy.windowBits();
    long low = Math.min(0, bounds.min());
    long high = Math.max(0, bounds.max());
    boolean must = !bounds.equals(form);
    boolean fits = high - low < range;
    boolean ranged = must || (fits && 2 * form.magnitude() >= range);
    if (!fits && must) {
      throw new IllegalArgumentException(
          "integers from "
              + low
              + " to "
              + high
              + " exceed a window of "
              + policy.windowBits()
              + " bits: use a policy of more window bits, or scale them down");
    }
    long min = ranged ? low : -form.magnitude();
    long max = ranged ? high : form.magnitude();
    QuantValue value = new QuantValue(name, stored(shape), featureAxis, unit, min, max);
    Rounding none = new Rounding(policy.windowBits(), new Activation.Linear());
    return new ExactTarget(define(name, value, shape, unit, none).index(), new Exact(ranged));
  }

  /** Reserves a value by its description, for an operation that neither rounds nor copies. */
  public int define(String name, QuantValue value, TensorShape shape) {
    Rounding none = new Rounding(policy.windowBits(), new Activation.Linear());
    return define(name, value, shape, value.scale(), none).index();
  }

  /** The unit that a node's rounded output, or what an activation makes of it, is to have. */
  public double unit(String output) {
    Fused f = fused.get(output);
    return f == null
        ? grids.unit(new RealFunction.Identity(), output, output)
        : grids.unit(f.function(), output, f.output());
  }

  /** Reserves a rounded value of a unit of the caller's choice. */
  public Target rounded(String name, TensorShape shape, int featureAxis, double unit) {
    Rounding r = new Rounding(policy.windowBits(), new Activation.Linear());
    QuantValue value = new QuantValue(name, stored(shape), featureAxis, unit, r.min(), r.max());
    return define(name, value, shape, unit, r);
  }

  /** A view as a value within bounds: a run beyond them cannot be proven. */
  public View clipped(String name, View x, long min, long max) {
    LinearForm form = new RealForm(x.shape()).add(x, 1).on(x.value().scale());
    QuantValue value =
        new QuantValue(name, stored(x.shape()), axis(x.shape()), x.value().scale(), min, max);
    emit(new QuantSum(define(name, value, x.shape()), form, new Exact(true)));
    return view(name);
  }

  /** A value about to be defined without rounding. */
  public record ExactTarget(int index, Exact finish) {}

  /** The shape that a value is stored in: a number is a list of one. */
  public static TensorShape stored(TensorShape shape) {
    return shape.rank() == 0 ? TensorShape.of(1) : shape;
  }

  /** How finely to quantise. */
  public NumericPolicy policy() {
    return policy;
  }

  /** Calibrated range of a value of the model. */
  public ValueRange range(String name) {
    return grids.range(name);
  }

  /** The largest magnitude that a value is expected to have: a calibrated one, else its bound. */
  public double reach(QuantValue value) {
    double bound = Math.max(Math.abs((double) value.min()), (double) value.max()) * value.scale();
    return grids.isCalibrated(value.name())
        ? Math.min(bound, grids.range(value.name()).magnitude())
        : bound;
  }

  /** The graph with the given inputs and outputs. */
  public QuantizedGraph build(List<Integer> inputs, List<String> outputs) {
    List<Integer> results = new ArrayList<>();
    for (String output : outputs) {
      View v = view(output);
      boolean stored = v.map().isIdentity() && !inputs.contains(v.index());
      boolean own = stored && !results.contains(v.index());
      results.add(own ? named(output, v.index()) : copy(output, v, axis(v.shape())).index());
    }
    return new QuantizedGraph(values, ops, inputs, results);
  }

  /** Gives a value that is an output under another shape the output's name. */
  private int named(String output, int index) {
    QuantValue v = values.get(index);
    if (!v.name().equals(output)) {
      values.set(
          index, new QuantValue(output, v.shape(), v.featureAxis(), v.scale(), v.min(), v.max()));
    }
    return index;
  }

  /** A view as a stored value with this feature axis: itself, or a copy under a new name. */
  public View stored(String name, View v, int featureAxis) {
    boolean same = v.isDirect() && v.value().featureAxis() == featureAxis;
    return same ? v : copy(name, v, featureAxis);
  }

  /** A view as a stored value. */
  public View stored(String name, View v) {
    return v.isDirect() ? v : copy(name, v, axis(v.shape()));
  }

  private View copy(String name, View v, int featureAxis) {
    LinearForm form = new RealForm(v.shape()).add(v, 1).on(v.value().scale());
    ExactTarget y = exact(name, v.shape(), featureAxis, bounds(form), v.value().scale(), null);
    emit(new QuantSum(y.index(), form, y.finish()));
    return view(name);
  }

  /** What follows for a form from its operands' bounds. */
  public FormBounds bounds(LinearForm form) {
    return FormBounds.of(form, values::get);
  }

  /** The feature axis of a shape about which nothing else is known. */
  public static int axis(TensorShape shape) {
    return Math.min(1, Math.max(0, shape.rank() - 1));
  }

  /** Description of a value. */
  public QuantValue value(int index) {
    return values.get(index);
  }
}
