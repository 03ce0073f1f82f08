package io.zkml.ml.operator;

import io.zkml.ml.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The supported operators. */
public final class Operators {
  /** Every operator, sorted by name within its domain. */
  public static final List<Operator> ALL =
      List.of(
          new Add(),
          new AveragePool(),
          new BatchNormalization(),
          new Clip(),
          new Concat(),
          new Constant(),
          new Conv(),
          new Dropout(),
          new Flatten(),
          new Gather(),
          new Gemm(),
          new GlobalAveragePool(),
          new Identity(),
          new MatMul(),
          new MaxPool(),
          new Mul(),
          new Relu(),
          new Reshape(),
          new Shape(),
          new Sigmoid(),
          new Squeeze(),
          new Sub(),
          new Tanh(),
          new Transpose(),
          new Unsqueeze());

  private static final Map<String, Operator> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(o -> key(o.domain(), o.name()), o -> o));

  private Operators() {}

  /** The operator of a name in a domain. */
  public static Optional<Operator> find(String domain, String name) {
    return Optional.ofNullable(BY_NAME.get(key(domain, name)));
  }

  /** The operator of a node. */
  public static Optional<Operator> of(Node node) {
    return find(node.domain(), node.operator());
  }

  private static String key(String domain, String name) {
    return domain + ":" + name;
  }
}
