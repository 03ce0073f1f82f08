package io.zkml.ml.compiler;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UniqueNames;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.BatchNormalization;
import io.zkml.ml.operator.BatchNormalization.Affine;
import io.zkml.ml.operator.Gemm;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds {@code BatchNormalization} into a preceding {@code Conv} or {@code Gemm} whose only user it
 * is and whose weights are constant: {@code f * (W x + b) + o = (f W) x + (f b + o)} per channel.
 */
public final class FoldBatchNormalization implements GraphPass {
  FoldBatchNormalization() {}

  @Override
  public String name() {
    return "fold batch normalisation";
  }

  @Override
  public Graph apply(Graph graph) throws UnsupportedModelException {
    Rewriting rewriting = new Rewriting(ShapeInference.infer(graph));
    graph.nodes().forEach(rewriting::visit);
    return graph.with(List.copyOf(rewriting.nodes.values()), rewriting.initializers);
  }

  /** New weights of a layer. */
  private record Folded(FloatTensor weights, FloatTensor bias, Attributes attributes) {}

  /** One run of the pass. */
  private static final class Rewriting {
    private final ShapedGraph shaped;
    private final UniqueNames names;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> producers = new HashMap<>();
    private final Map<String, FloatTensor> initializers;

    Rewriting(ShapedGraph shaped) {
      this.shaped = shaped;
      this.names = UniqueNames.ofValues(shaped.graph());
      this.initializers = new LinkedHashMap<>(shaped.graph().initializers());
    }

    void visit(Node node) {
      Node layer = layerBefore(node);
      Folded folded = layer == null ? null : fold(layer, node);
      if (layer == null || folded == null) {
        put(node);
        return;
      }
      String weights = names.claim(node.output(0) + ".weights");
      String bias = names.claim(node.output(0) + ".bias");
      initializers.put(weights, folded.weights());
      initializers.put(bias, folded.bias());
      put(
          layer
              .withInputs(List.of(layer.input(0), weights, bias))
              .withOutputs(node.outputs())
              .withAttributes(folded.attributes()));
    }

    private void put(Node node) {
      nodes.put(node.name(), node);
      node.outputs().forEach(output -> producers.put(output, node.name()));
    }

    /** The layer whose output only the given batch normalisation uses, as data. */
    private @Nullable Node layerBefore(Node node) {
      String data = node.input(0);
      String producer = producers.get(data);
      boolean only =
          node.is("BatchNormalization")
              && producer != null
              && !shaped.graph().isOutput(data)
              && shaped.graph().consumers(data).size() == 1
              && !node.inputs().subList(1, node.inputs().size()).contains(data);
      Node layer = only ? nodes.get(producer) : null;
      return layer != null && (layer.is("Conv") || layer.is("Gemm")) ? layer : null;
    }

    private @Nullable Folded fold(Node layer, Node normalization) {
      FloatTensor weights = constant(layer.input(1)).orElse(null);
      Affine[] affines = affines(normalization);
      boolean constantBias = layer.input(2).isEmpty() || constant(layer.input(2)).isPresent();
      if (weights == null || affines == null || !constantBias) {
        return null;
      }
      FloatTensor bias = constant(layer.input(2)).orElse(FloatTensor.scalar(0));
      return layer.is("Conv")
          ? foldConv(layer, weights, bias, affines)
          : foldGemm(layer, weights, bias, affines);
    }

    private Optional<FloatTensor> constant(String value) {
      return Optional.ofNullable(initializers.get(value)).or(() -> shaped.constant(value));
    }

    private Affine @Nullable [] affines(Node node) {
      List<Optional<FloatTensor>> vectors =
          node.inputs().stream().skip(1).map(this::constant).toList();
      if (vectors.stream().anyMatch(Optional::isEmpty)) {
        return null;
      }
      Affine[] affines = new Affine[shaped.shape(node.output(0)).dim(1)];
      for (int channel = 0; channel < affines.length; channel++) {
        affines[channel] =
            BatchNormalization.affine(
                node.attributes(),
                channel,
                vectors.get(0).orElseThrow(),
                vectors.get(1).orElseThrow(),
                vectors.get(2).orElseThrow(),
                vectors.get(3).orElseThrow());
      }
      return affines;
    }

    private static Folded foldConv(
        Node layer, FloatTensor weights, FloatTensor bias, Affine[] affines) {
      double[] scaled = weights.data().clone();
      int block = scaled.length / affines.length;
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= affines[i / block].factor();
      }
      return new Folded(
          FloatTensor.of(weights.shape(), scaled), bias(bias, 1, affines), layer.attributes());
    }

    private static @Nullable Folded foldGemm(
        Node layer, FloatTensor weights, FloatTensor bias, Affine[] affines) {
      TensorShape shape = bias.shape();
      boolean perColumn =
          shape.rank() > 0
              && shape.elements() == affines.length
              && shape.dim(shape.rank() - 1) == affines.length;
      if (shape.elements() != 1 && !perColumn) {
        return null; // C differs between rows.
      }
      Attributes attributes = layer.attributes();
      boolean transposed = Gemm.transB(attributes);
      int depth = weights.shape().dim(transposed ? 1 : 0);
      double[] scaled = weights.data().clone();
      for (int i = 0; i < scaled.length; i++) {
        int column = transposed ? i / depth : i % affines.length;
        scaled[i] *= affines[column].factor();
      }
      return new Folded(
          FloatTensor.of(weights.shape(), scaled),
          bias(bias, Gemm.beta(attributes), affines),
          attributes.with("beta", new Attribute.FloatValue(1)));
    }

    private static FloatTensor bias(FloatTensor old, double beta, Affine[] affines) {
      double[] bias = new double[affines.length];
      for (int channel = 0; channel < bias.length; channel++) {
        double value = beta * old.get(old.size() == 1 ? 0 : channel);
        bias[channel] = affines[channel].factor() * value + affines[channel].offset();
      }
      return FloatTensor.vector(bias);
    }
  }
}
