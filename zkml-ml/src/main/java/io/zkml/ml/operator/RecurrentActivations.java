package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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
    double clip = context.attributes().floatValue("clip", Double.POSITIVE_INFINITY);
    List<DoubleUnaryOperator> functions = new ArrayList<>();
    for (String name : names == null ? all : names) {
      DoubleUnaryOperator function = function(name, alphas, betas);
      functions.add(x -> function.applyAsDouble(Math.clamp(x, -clip, clip)));
    }
    return functions;
  }

  private static double next(Iterator<Double> given, double absent) {
    return given.hasNext() ? given.next() : absent;
  }

  private static DoubleUnaryOperator function(
      String name, Iterator<Double> alphas, Iterator<Double> betas) throws OperatorException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> x -> Math.max(0, x);
      case "tanh" -> Math::tanh;
      case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
      case "softsign" -> x -> x / (1 + Math.abs(x));
      case "softplus" -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case "leakyrelu" -> leakyRelu(next(alphas, 0.01f));
      case "thresholdedrelu" -> thresholdedRelu(next(alphas, 1));
      case "elu" -> elu(next(alphas, 1));
      case "affine" -> affine(next(alphas, 1), next(betas, 0));
      case "scaledtanh" -> scaledTanh(next(alphas, 1), next(betas, 1));
      case "hardsigmoid" -> hardSigmoid(next(alphas, 0.2f), next(betas, 0.5));
      default -> throw new OperatorException("activation '" + name + "'");
    };
  }

  private static DoubleUnaryOperator leakyRelu(double alpha) {
    return x -> x < 0 ? alpha * x : x;
  }

  private static DoubleUnaryOperator thresholdedRelu(double alpha) {
    return x -> x > alpha ? x : 0;
  }

  private static DoubleUnaryOperator elu(double alpha) {
    return x -> x < 0 ? alpha * Math.expm1(x) : x;
  }

  private static DoubleUnaryOperator affine(double alpha, double beta) {
    return x -> alpha * x + beta;
  }

  private static DoubleUnaryOperator scaledTanh(double alpha, double beta) {
    return x -> alpha * Math.tanh(beta * x);
  }

  private static DoubleUnaryOperator hardSigmoid(double alpha, double beta) {
    return x -> Math.clamp(alpha * x + beta, 0, 1);
  }
}
