package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The activation functions of a recurrent layer, as its attributes name them. */
final class RecurrentActivations {
  private RecurrentActivations() {}

  static Signature attributes(Signature signature, int opset) {
    return signature
        .with("activation_alpha", AttributeKind.FLOATS)
        .with("activation_beta", AttributeKind.FLOATS)
        .with("activations", AttributeKind.STRINGS)
        .with("clip", AttributeKind.FLOAT)
        .with("direction", AttributeKind.STRING)
        .with("hidden_size", AttributeKind.INT)
        .with(opset >= 14, "layout", AttributeKind.INT);
  }

  /** The functions of all directions, one after the other. */
  static List<DoubleUnaryOperator> of(NodeContext context, int directions, String... absent)
      throws OperatorException {
    double clip = clip(context);
    List<DoubleUnaryOperator> functions = new ArrayList<>();
    for (RecurrentActivation activation : named(context, directions, absent)) {
      DoubleUnaryOperator function = activation.function();
      functions.add(x -> function.applyAsDouble(Math.clamp(x, -clip, clip)));
    }
    return functions;
  }

  /** Bound of what the functions are applied to. */
  static double clip(NodeContext context) {
    return context.attributes().floatValue("clip", Double.POSITIVE_INFINITY);
  }

  /** The functions of all directions, with their parameters. */
  static List<RecurrentActivation> named(NodeContext context, int directions, String... absent)
      throws OperatorException {
    List<String> names = context.attributes().strings("activations").orElse(null);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      all.addAll(List.of(absent));
    }
    Args.require(
        names == null || names.size() == all.size(), "activations " + names + " for " + all);
    List<Double> none = List.of();
    Iterator<Double> alphas =
        context.attributes().floats("activation_alpha").orElse(none).iterator();
    Iterator<Double> betas = context.attributes().floats("activation_beta").orElse(none).iterator();
    List<RecurrentActivation> functions = new ArrayList<>();
    for (String name : names == null ? all : names) {
      functions.add(RecurrentActivation.of(name, alphas, betas));
    }
    return functions;
  }
}
