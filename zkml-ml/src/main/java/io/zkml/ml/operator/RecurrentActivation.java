package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * An activation function of a recurrent layer.
 *
 * @param name its name, in lower case
 * @param alpha first parameter; unused by some
 * @param beta second parameter; unused by some
 */
record RecurrentActivation(String name, double alpha, double beta) {

  /** The function of a name, with its parameters from the lists if they have any left. */
  static RecurrentActivation of(String given, Iterator<Double> alphas, Iterator<Double> betas)
      throws OperatorException {
    String name = given.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "relu", "tanh", "sigmoid", "softsign", "softplus" -> new RecurrentActivation(name, 0, 0);
      case "leakyrelu" -> new RecurrentActivation(name, next(alphas, 0.01f), 0);
      case "thresholdedrelu", "elu" -> new RecurrentActivation(name, next(alphas, 1), 0);
      case "affine" -> new RecurrentActivation(name, next(alphas, 1), next(betas, 0));
      case "scaledtanh" -> new RecurrentActivation(name, next(alphas, 1), next(betas, 1));
      case "hardsigmoid" -> new RecurrentActivation(name, next(alphas, 0.2f), next(betas, 0.5));
      default -> throw new OperatorException("activation '" + given + "'");
    };
  }

  private static double next(Iterator<Double> given, double absent) {
    return given.hasNext() ? given.next() : absent;
  }

  /** The function itself. */
  DoubleUnaryOperator function() {
    return switch (name) {
      case "relu" -> x -> Math.max(0, x);
      case "tanh" -> Math::tanh;
      case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
      case "softsign" -> x -> x / (1 + Math.abs(x));
      case "softplus" -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case "leakyrelu" -> x -> x < 0 ? alpha * x : x;
      case "thresholdedrelu" -> x -> x > alpha ? x : 0;
      case "elu" -> x -> x < 0 ? alpha * Math.expm1(x) : x;
      case "affine" -> x -> alpha * x + beta;
      case "scaledtanh" -> x -> alpha * Math.tanh(beta * x);
      default -> x -> Math.clamp(alpha * x + beta, 0, 1);
    };
  }

  /** Adds the function of a value, cut at {@code clip} before; gives its result's name. */
  String add(Replacement graph, String x, double clip) {
    String cut =
        Double.isInfinite(clip)
            ? x
            : graph.add("Clip", x, graph.constant(-clip), graph.constant(clip));
    return switch (name) {
      case "relu" -> graph.add("Relu", cut);
      case "tanh" -> graph.add("Tanh", cut);
      case "sigmoid" -> graph.add("Sigmoid", cut);
      case "softsign" -> graph.add("Softsign", cut);
      case "softplus" -> graph.add("Softplus", cut);
      case "leakyrelu" -> graph.add("LeakyRelu", number("alpha", alpha), cut);
      case "thresholdedrelu" -> graph.add("ThresholdedRelu", number("alpha", alpha), cut);
      case "elu" -> graph.add("Elu", number("alpha", alpha), cut);
      case "affine" -> affine(graph, cut);
      case "scaledtanh" -> {
        String scaled = graph.add("Mul", cut, graph.constant(beta));
        yield graph.add("Mul", graph.add("Tanh", scaled), graph.constant(alpha));
      }
      default -> {
        Attributes parameters = number("alpha", alpha).with("beta", new Attribute.FloatValue(beta));
        yield graph.add("HardSigmoid", parameters, cut);
      }
    };
  }

  private String affine(Replacement graph, String x) {
    return graph.add("Add", graph.add("Mul", x, graph.constant(alpha)), graph.constant(beta));
  }

  private static Attributes number(String name, double value) {
    return Attributes.of(Map.of(name, new Attribute.FloatValue(value)));
  }
}
