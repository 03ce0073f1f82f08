package io.zkml.ml.quant;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear combination of views with real factors, over the positions of a shape, before it has a
 * unit. Not thread-safe.
 */
public final class RealForm {

  /** From here on, rounding a factor to an integer does not matter. */
  private static final double FINE = 1 << 12;

  private final TensorShape shape;
  private final List<Part> parts = new ArrayList<>();
  private @Nullable FloatTensor bias;

  private record Part(
      View view, double factor, TensorShape summed, @Nullable FloatTensor weights) {}

  /** An empty form over a shape. */
  public RealForm(TensorShape shape) {
    this.shape = QuantBuilder.stored(shape);
  }

  /** The shape, at least one axis. */
  public TensorShape shape() {
    return shape;
  }

  /** Adds a factor times a view that broadcasts to the shape. */
  public RealForm add(View x, double factor) {
    parts.add(new Part(x.broadcast(shape), factor, TensorShape.scalar(), null));
    return this;
  }

  /** Adds constant factors, which broadcast to the shape, times a view that does. */
  public RealForm add(View x, double factor, FloatTensor weights) {
    if (weights.size() == 1) {
      return add(x, factor * weights.get(0));
    }
    parts.add(new Part(x.broadcast(shape), factor, TensorShape.scalar(), ranked(weights)));
    return this;
  }

  /**
   * Adds a sum over axes.
   *
   * @param x a view whose axes are those of the shape, then the summed ones
   * @param weights constant factors of as many axes, of their length or 1; null for none
   */
  public RealForm addSum(View x, double factor, TensorShape summed, @Nullable FloatTensor weights) {
    parts.add(new Part(x, factor, summed, weights));
    return this;
  }

  /** Adds a factor times a constant that broadcasts to the shape. */
  public RealForm add(FloatTensor constant, double factor) {
    double[] scaled = Arrays.stream(constant.data()).map(v -> v * factor).toArray();
    FloatTensor more = ranked(FloatTensor.of(constant.shape(), scaled));
    FloatTensor before = bias;
    bias = before == null ? more : sum(before, more);
    return this;
  }

  /** As many axes as the shape has, lengths of 1 in front. */
  private FloatTensor ranked(FloatTensor tensor) {
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    int shift = dims.length - tensor.shape().rank();
    for (int i = Math.max(0, -shift); i < tensor.shape().rank(); i++) {
      dims[i + shift] = tensor.shape().dim(i);
    }
    return tensor.reshaped(TensorShape.of(dims));
  }

  private FloatTensor sum(FloatTensor a, FloatTensor b) {
    int[] dims = a.shape().toArray();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.max(dims[i], b.shape().dim(i));
    }
    TensorShape joint = TensorShape.of(dims);
    double[] out = new double[Math.toIntExact(joint.elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = a.get(repeated(a.shape(), joint, i)) + b.get(repeated(b.shape(), joint, i));
    }
    return FloatTensor.of(joint, out);
  }

  private static int repeated(TensorShape own, TensorShape joint, int entry) {
    int rest = entry;
    int at = 0;
    int[] strides = own.strides();
    for (int axis = joint.rank() - 1; axis >= 0; axis--) {
      at += own.dim(axis) == 1 ? 0 : rest % joint.dim(axis) * strides[axis];
      rest /= joint.dim(axis);
    }
    return at;
  }

  /**
   * A unit, not below a wanted one, that a single view's factor suits: where the factor would be a
   * small integer, it is one exactly.
   *
   * @param shift bits that the rounding behind the form drops
   */
  public double evenUnit(double wanted, int shift) {
    if (parts.size() != 1 || parts.getFirst().weights() != null) {
      return wanted;
    }
    Part p = parts.getFirst();
    double base = Math.abs(p.factor()) * p.view().value().scale() * (1L << shift);
    double steps = base / wanted;
    return steps < FINE && base > 0 ? base / Math.max(1, Math.floor(steps)) : wanted;
  }

  /** The form in integers of which 1 is worth {@code unit}. */
  public LinearForm on(double unit) {
    List<Addend> addends = new ArrayList<>();
    for (Part p : parts) {
      double scale = p.factor() * p.view().value().scale() / unit;
      IndexMap map = p.view().over(GraphRules.joined(shape, p.summed()));
      addends.add(
          p.weights() == null
              ? new Addend(p.view().index(), map, QuantBuilder.round(scale), p.summed(), null)
              : new Addend(p.view().index(), map, 1, p.summed(), integers(p.weights(), scale)));
    }
    FloatTensor constant = bias;
    return new LinearForm(addends, constant == null ? null : integers(constant, 1 / unit));
  }

  private static IntTensor integers(FloatTensor real, double scale) {
    long[] q = new long[real.size()];
    for (int i = 0; i < q.length; i++) {
      q[i] = QuantBuilder.round(real.get(i) * scale);
    }
    return new IntTensor(real.shape(), q);
  }
}
