package io.zkml.ml.accuracy;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.QuantMemory;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Compares the values inside both models, sample by sample. Not thread-safe. */
final class LayerTally {

  private final CompiledModel model;
  private final Graph graph;
  private final FloatInterpreter floating;
  private final Map<String, Layer> layers = new LinkedHashMap<>();

  /** What has been seen of a value. */
  private static final class Layer {
    private final int index;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double error;
    private double ownError;

    Layer(int index) {
      this.index = index;
    }
  }

  LayerTally(CompiledModel model, ShapedGraph floatModel, FloatInterpreter floating) {
    this.model = model;
    this.graph = floatModel.graph();
    this.floating = floating;
    List<QuantValue> values = model.graph().values();
    for (int i = 0; i < values.size(); i++) {
      // Ranks stand for classes of numbers: there is no error to speak of.
      if (values.get(i).ordinals() == null && graph.defines(values.get(i).name())) {
        layers.put(values.get(i).name(), new Layer(i));
      }
    }
  }

  /** A sample whose run does not saturate. */
  void add(Map<String, FloatTensor> sample) {
    QuantMemory memory = new QuantMemory(model.graph(), model.quantize(sample));
    for (QuantOp op : model.graph().ops()) {
      memory.run(op);
    }
    floating.run(sample, (name, tensor) -> total(name, tensor, memory));
    floating.runFiltered(sample, (name, tensor) -> own(name, tensor, memory));
  }

  private void total(String name, FloatTensor tensor, QuantMemory memory) {
    Layer layer = layers.get(name);
    if (layer == null) {
      return;
    }
    for (double x : tensor.data()) {
      layer.least = Math.min(layer.least, x);
      layer.greatest = Math.max(layer.greatest, x);
    }
    real(layer, tensor, memory).ifPresent(r -> layer.error = larger(layer.error, r, tensor));
  }

  private FloatTensor own(String name, FloatTensor tensor, QuantMemory memory) {
    Layer layer = layers.get(name);
    if (layer == null) {
      return tensor;
    }
    Optional<FloatTensor> real = real(layer, tensor, memory);
    real.ifPresent(r -> layer.ownError = larger(layer.ownError, r, tensor));
    return real.orElse(tensor);
  }

  /** The value as the integer program has it, unless that is stored in another form. */
  private Optional<FloatTensor> real(Layer layer, FloatTensor like, QuantMemory memory) {
    long[] integers = memory.get(layer.index);
    if (integers.length != like.size()) {
      return Optional.empty();
    }
    QuantValue value = model.graph().values().get(layer.index);
    double[] real = new double[integers.length];
    for (int i = 0; i < real.length; i++) {
      real[i] = value.real(i, integers[i]);
    }
    return Optional.of(FloatTensor.of(like.shape(), real).withType(like.type()));
  }

  private static double larger(double error, FloatTensor a, FloatTensor b) {
    double most = error;
    for (int i = 0; i < a.size(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
    }
    return most;
  }

  void add(LayerTally other) {
    layers.forEach((name, layer) -> {
      Layer o = Objects.requireNonNull(other.layers.get(name));
      layer.least = Math.min(layer.least, o.least);
      layer.greatest = Math.max(layer.greatest, o.greatest);
      layer.error = Math.max(layer.error, o.error);
      layer.ownError = Math.max(layer.ownError, o.ownError);
    });
  }

  /** The values that have been seen, inputs first, then in the model's order. */
  List<LayerAccuracy> layers() {
    return layers.entrySet().stream()
        .filter(e -> e.getValue().least <= e.getValue().greatest)
        .map(e -> layer(e.getKey(), e.getValue()))
        .toList();
  }

  private LayerAccuracy layer(String name, Layer l) {
    double unit = model.graph().values().get(l.index).scale();
    return new LayerAccuracy(name, operator(name), l.least, l.greatest, unit, l.error, l.ownError);
  }

  /** The node's operator, behind those whose results the integer program does not have. */
  private String operator(String value) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty()) {
      return "input";
    }
    String before = producer.get().input(0);
    boolean fused = !layers.containsKey(before) && graph.producer(before).isPresent();
    String own = producer.get().operator();
    return fused ? graph.producer(before).get().operator() + " + " + own : own;
  }
}
