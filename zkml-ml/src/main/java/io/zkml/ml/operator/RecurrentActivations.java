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
      case "sigmoid" -> RealMath::logistic;
      case "softsign" -> x -> x / (1 + Math.abs(x));
      case "softplus" -> RealMath::softplus;
      default -> parametric(name, alphas, betas);
    };
  }

  private static DoubleUnaryOperator parametric(
      String name, Iterator<Double> alphas, Iterator<Double> betas) throws OperatorException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "affine" -> {
        double a = next(alphas, 1);
        double b = next(betas, 0);
        yield x -> a * x + b;
      }
      case "leakyrelu" -> {
        double a = next(alphas, 0.01f);
        yield x -> x < 0 ? a * x : x;
      }
      case "thresholdedrelu" -> {
        double a = next(alphas, 1);
        yield x -> x > a ? x : 0;
      }
      case "scaledtanh" -> {
        double a = next(alphas, 1);
        double b = next(betas, 1);
        yield x -> a * Math.tanh(b * x);
      }
      case "hardsigmoid" -> {
        double a = next(alphas, 0.2f);
        double b = next(betas, 0.5);
        yield x -> Math.clamp(a * x + b, 0, 1);
      }
      case "elu" -> {
        double a = next(alphas, 1);
        yield x -> x < 0 ? a * Math.expm1(x) : x;
      }
      default -> throw new OperatorException("activation '" + name + "'");
    };
  }
}
