package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;

/** An input of a node that is quantised: a computed value or a constant. */
sealed interface Operand {

  /** The shape as the model sees it. */
  TensorShape shape();

  /** Adds a factor times the operand, which broadcasts to the form's shape. */
  void addTo(RealForm form, double factor);

  /** A computed value. */
  record Computed(View view) implements Operand {
    @Override
    public TensorShape shape() {
      return view.shape();
    }

    @Override
    public void addTo(RealForm form, double factor) {
      form.add(view, factor);
    }
  }

  /** A constant. */
  record Constant(FloatTensor tensor) implements Operand {
    @Override
    public TensorShape shape() {
      return tensor.shape();
    }

    @Override
    public void addTo(RealForm form, double factor) {
      form.add(tensor, factor);
    }
  }

  /** A node's input. */
  static Operand of(NodeContext context, QuantBuilder builder, int input) throws OperatorException {
    String name = context.node().input(input);
    if (builder.isValue(name)) {
      return new Computed(builder.view(name));
    }
    FloatTensor constant = context.constant(input).orElse(null);
    if (constant == null) {
      throw new OperatorException("input " + input + " has no value");
    }
    for (double v : constant.data()) {
      Args.require(Double.isFinite(v), "a constant input holds " + v);
    }
    return new Constant(constant);
  }
}
