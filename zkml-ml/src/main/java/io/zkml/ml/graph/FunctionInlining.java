package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeProto;
import io.zkml.ml.onnx.FunctionProto;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.NodeProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OperatorSetId;
import io.zkml.ml.onnx.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces calls of functions that a model defines itself by the functions' nodes, with names of
 * their own. Not thread-safe.
 */
final class FunctionInlining {
  /** Functions that call functions that call ...: at most so many. */
  private static final int MAX_DEPTH = 64;

  /** Nodes that replace calls, all together. */
  private static final int MAX_NODES = 400_000;

  /** Numbers in tensors of such nodes, all together. */
  private static final long MAX_ELEMENTS = 1L << 28;

  private final Map<Key, FunctionProto> functions = new HashMap<>();
  private final Map<Key, Integer> depths = new HashMap<>();
  private final UniqueNames names = new UniqueNames();
  private int nodes;
  private long elements;

  private record Key(String domain, String name, String overload) {
    static Key of(NodeProto node) {
      return new Key(NodeConversion.normalized(node.domain()), node.operator(), node.overload());
    }
  }

  /** A node with the operator sets by which it is read: versions by domain. */
  record Scoped(NodeProto node, Map<String, Integer> opsets) {}

  /**
   * @throws OnnxFormatException if a function is defined twice or they call each other in a circle
   */
  FunctionInlining(List<FunctionProto> defined, GraphProto graph) throws OnnxFormatException {
    for (FunctionProto function : defined) {
      Key key =
          new Key(
              NodeConversion.normalized(function.domain()), function.name(), function.overload());
      if (functions.put(key, function) != null) {
        throw new OnnxFormatException("functions", "'" + key.name() + "' is defined twice");
      }
    }
    for (Map.Entry<Key, FunctionProto> entry : functions.entrySet()) {
      depth(entry.getKey(), entry.getValue(), 0);
    }
    if (!functions.isEmpty()) {
      claimNames(graph);
    }
  }

  /** How deep calls go from a function on; 1 without calls. */
  private int depth(Key key, FunctionProto function, int above) throws OnnxFormatException {
    Integer known = depths.get(key);
    int depth = known == null ? 1 + deepest(function.nodes(), above + 1) : known;
    if (above + depth > MAX_DEPTH) {
      throw new OnnxFormatException(
          "functions", "'" + key.name() + "' calls itself, or calls go too deep");
    }
    depths.put(key, depth);
    return depth;
  }

  private int deepest(List<NodeProto> body, int above) throws OnnxFormatException {
    if (above > MAX_DEPTH) {
      return 0;
    }
    int deepest = 0;
    for (NodeProto node : body) {
      FunctionProto callee = functions.get(Key.of(node));
      if (callee != null) {
        deepest = Math.max(deepest, depth(Key.of(node), callee, above));
      }
      for (AttributeProto attribute : node.attributes()) {
        for (GraphProto graph : attribute.graphs()) {
          deepest = Math.max(deepest, deepest(graph.nodes(), above));
        }
      }
    }
    return deepest;
  }

  private void claimNames(GraphProto graph) {
    graph.inputs().forEach(input -> names.claim(input.name()));
    graph.initializers().forEach(tensor -> names.claim(tensor.name()));
    for (NodeProto node : graph.nodes()) {
      node.outputs().forEach(names::claim);
      for (AttributeProto attribute : node.attributes()) {
        attribute.graphs().forEach(this::claimNames);
      }
    }
  }

  /** Nodes without calls, those of their bodies aside. */
  List<Scoped> inline(List<NodeProto> protos, Map<String, Integer> opsets)
      throws OnnxFormatException {
    List<Scoped> out = new ArrayList<>(protos.size());
    for (NodeProto node : protos) {
      FunctionProto function = functions.get(Key.of(node));
      if (function == null) {
        out.add(new Scoped(node, opsets));
      } else {
        Call call = new Call(node, function);
        Map<String, Integer> own = new HashMap<>(opsets);
        for (OperatorSetId opset : function.opsetImports()) {
          own.put(NodeConversion.normalized(opset.domain()), (int) opset.version());
        }
        out.addAll(inline(call.body(), own));
      }
    }
    return out;
  }

  private void charge(NodeProto node) throws OnnxFormatException {
    nodes++;
    for (AttributeProto attribute : node.attributes()) {
      attribute.tensor().ifPresent(this::charge);
    }
    if (nodes > MAX_NODES || elements > MAX_ELEMENTS) {
      throw new OnnxFormatException("functions", "their calls stand for too many nodes or numbers");
    }
  }

  private void charge(TensorProto tensor) {
    long size = 1;
    for (long dim : tensor.dims()) {
      size *= Math.max(1, dim);
    }
    elements += size;
  }

  /** One call. */
  private final class Call {
    private final NodeProto call;
    private final FunctionProto function;
    private final Map<String, String> renamed = new HashMap<>(Map.of("", ""));
    private final Map<String, AttributeProto> given = new HashMap<>();
    private final List<NodeProto> body = new ArrayList<>();

    Call(NodeProto call, FunctionProto function) throws OnnxFormatException {
      this.call = call;
      this.function = function;
      if (call.inputs().size() > function.inputs().size()
          || call.outputs().size() > function.outputs().size()) {
        throw error("has more inputs or outputs than '" + function.name() + "'");
      }
      function.defaults().forEach(value -> given.put(value.name(), value));
      call.attributes().forEach(value -> given.put(value.name(), value));
    }

    private OnnxFormatException error(String what) {
      return new OnnxFormatException("node '" + call.name() + "'", "its call " + what);
    }

    List<NodeProto> body() throws OnnxFormatException {
      for (int i = 0; i < function.inputs().size(); i++) {
        String value = i < call.inputs().size() ? call.inputs().get(i) : "";
        renamed.put(function.inputs().get(i), value);
      }
      List<NodeProto> copies = new ArrayList<>();
      for (int i = 0; i < call.outputs().size(); i++) {
        String formal = function.outputs().get(i);
        String wanted = call.outputs().get(i);
        if (!wanted.isEmpty() && renamed.putIfAbsent(formal, wanted) != null) {
          // An input handed on, or one value twice.
          copies.add(copy(renamed.get(formal), wanted));
        }
      }
      for (NodeProto node : function.nodes()) {
        body.add(instance(node));
      }
      body.addAll(copies);
      return body;
    }

    private NodeProto copy(String from, String to) {
      return new NodeProto(
          call.name() + "/" + to, "Identity", "", "", List.of(from), List.of(to), List.of());
    }

    private String name(String formal) {
      return renamed.computeIfAbsent(formal, f -> names.claim(call.name() + "/" + f));
    }

    private List<String> all(List<String> formal) {
      return formal.stream().map(this::name).toList();
    }

    private NodeProto instance(NodeProto node) throws OnnxFormatException {
      charge(node);
      List<AttributeProto> attributes = new ArrayList<>();
      for (AttributeProto attribute : node.attributes()) {
        AttributeProto value = attribute;
        if (!attribute.reference().isEmpty()) {
          value = given.get(attribute.reference());
          if (value != null && value.kind() != attribute.kind()) {
            throw error("gives '" + value.name() + "' another type");
          }
        } else if (!attribute.graphs().isEmpty()) {
          List<GraphProto> graphs = new ArrayList<>();
          for (GraphProto graph : attribute.graphs()) {
            graphs.add(instance(graph));
          }
          value = attribute.withGraphs(graphs);
        }
        if (value != null) {
          attributes.add(value.withName(attribute.name()));
        }
      }
      String own = node.name().isEmpty() ? node.operator() : node.name();
      return new NodeProto(
          call.name() + "/" + own,
          node.operator(),
          node.domain(),
          node.overload(),
          all(node.inputs()),
          all(node.outputs()),
          attributes);
    }

    private GraphProto instance(GraphProto graph) throws OnnxFormatException {
      List<NodeProto> inner = new ArrayList<>();
      for (NodeProto node : graph.nodes()) {
        inner.add(instance(node));
      }
      graph.initializers().forEach(FunctionInlining.this::charge);
      return new GraphProto(
          graph.name(),
          inner,
          graph.initializers().stream().map(t -> t.withName(name(t.name()))).toList(),
          graph.sparseInitializers(),
          graph.inputs().stream().map(v -> v.withName(name(v.name()))).toList(),
          graph.outputs().stream().map(v -> v.withName(name(v.name()))).toList());
    }
  }
}
