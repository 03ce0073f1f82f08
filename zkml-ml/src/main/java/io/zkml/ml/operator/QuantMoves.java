package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Data movement. Where an entry comes from is found by evaluating the operator on numbered entries;
 * 0 stands for a fill with zeros.
 */
final class QuantMoves {

  private QuantMoves() {}

  /** Defines the outputs of a node that only moves its inputs' entries. */
  static void emit(
      NodeContext context, QuantBuilder builder, Operator operator, List<Integer> moved)
      throws OperatorException {
    int[] starts = new int[context.inputCount() + 1];
    List<FloatTensor> outputs = operator.evaluate(context, numbered(context, moved, starts));
    for (int i = 0; i < outputs.size(); i++) {
      if (!context.node().output(i).isEmpty()) {
        output(context, builder, i, moved, starts, outputs.get(i));
      }
    }
  }

  /** Inputs whose moved entries are numbered from 1 on, through all of them. */
  private static NodeInputs numbered(NodeContext context, List<Integer> moved, int[] starts)
      throws OperatorException {
    List<Optional<FloatTensor>> inputs = new ArrayList<>();
    int next = 1;
    for (int i = 0; i < context.inputCount(); i++) {
      starts[i] = next;
      if (!context.hasInput(i) || !moved.contains(i)) {
        Args.require(
            !context.hasInput(i) || context.constant(i).isPresent(),
            "input " + i + " must be constant to be proven: " + Args.BIND);
        inputs.add(context.constant(i));
        continue;
      }
      TensorShape shape = context.inputShape(i);
      double[] numbers = new double[Math.toIntExact(shape.elements())];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = next++;
      }
      inputs.add(Optional.of(FloatTensor.of(shape, numbers)));
    }
    starts[context.inputCount()] = next;
    return NodeInputs.of(inputs);
  }

  private static void output(
      NodeContext context,
      QuantBuilder builder,
      int output,
      List<Integer> moved,
      int[] starts,
      FloatTensor numbers)
      throws OperatorException {
    String name = context.node().output(output);
    TensorShape shape = numbers.shape();
    double[] constant = new double[numbers.size()];
    List<View> views = new ArrayList<>();
    for (int input : moved) {
      if (context.hasInput(input)) {
        Operand operand = Operand.of(context, builder, input);
        taken(operand, numbers, starts[input], constant).ifPresent(views::add);
      }
    }
    boolean fills = Arrays.stream(constant).anyMatch(c -> c != 0);
    if (views.size() == 1 && !fills) {
      builder.define(name, views.getFirst());
      return;
    }
    RealForm form = new RealForm(shape);
    views.forEach(view -> form.add(view, 1));
    if (fills || views.isEmpty()) {
      form.add(FloatTensor.of(shape, constant), 1);
    }
    if (views.isEmpty()) {
      views.add(nothing(context, builder, moved, shape));
      form.add(views.getFirst(), 1);
    }
    join(context, builder, output, form, views);
  }

  /**
   * The part of an output that comes from one input: a view, or entries of {@code constant}.
   *
   * @param start number of the input's first entry
   */
  private static Optional<View> taken(
      Operand operand, FloatTensor numbers, int start, double[] constant) {
    int[] indices = new int[numbers.size()];
    boolean any = false;
    for (int i = 0; i < indices.length; i++) {
      int number = (int) numbers.get(i) - start;
      boolean own = number >= 0 && number < operand.shape().elements();
      any |= own;
      indices[i] = own ? number : IndexMap.NONE;
      if (own && operand instanceof Operand.Constant c) {
        constant[i] = c.tensor().get(number);
      }
    }
    return any && operand instanceof Operand.Computed(View x)
        ? Optional.of(x.moved(numbers.shape(), indices))
        : Optional.empty();
  }

  /** A view of a computed input that reads none of its entries. */
  private static View nothing(
      NodeContext context, QuantBuilder builder, List<Integer> moved, TensorShape shape)
      throws OperatorException {
    for (int input : moved) {
      if (context.hasInput(input)
          && Operand.of(context, builder, input) instanceof Operand.Computed(View x)) {
        int[] indices = new int[Math.toIntExact(shape.elements())];
        Arrays.fill(indices, IndexMap.NONE);
        return x.moved(shape, indices);
      }
    }
    throw new OperatorException("an output that holds constants only");
  }

  /** Several sources as one value: on their own grid if that is one, else rounded. */
  private static void join(
      NodeContext context, QuantBuilder builder, int output, RealForm form, List<View> views) {
    double scale = views.getFirst().value().scale();
    boolean same = views.stream().allMatch(v -> v.value().scale() == scale);
    if (same && context.outputType(output).isInteger()) {
      integers(context, builder, output, form.on(scale), views);
      return;
    }
    QuantSums.define(
        builder,
        context.node().output(output),
        context.outputShape(output),
        form,
        QuantBuilder.axis(context.outputShape(output)),
        same ? scale : 0);
  }

  /** Integers, of which every entry has one source: within the widest source's bounds. */
  private static void integers(
      NodeContext context, QuantBuilder builder, int output, LinearForm form, List<View> views) {
    IntTensor constants = form.bias();
    long low = constants == null ? 0 : Math.min(0, constants.min());
    long high = constants == null ? 0 : Math.max(0, constants.max());
    for (View view : views) {
      low = Math.min(low, view.value().min());
      high = Math.max(high, view.value().max());
    }
    TensorShape shape = context.outputShape(output);
    QuantSums.define(
        builder,
        context.node().output(output),
        shape,
        form,
        QuantBuilder.axis(shape),
        views.getFirst().value().scale(),
        new FormBounds(low, high, builder.bounds(form).magnitude()));
  }
}
