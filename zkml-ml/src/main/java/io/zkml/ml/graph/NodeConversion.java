package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeProto;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.NodeProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.TensorProto;
import io.zkml.ml.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From nodes of an ONNX file to those of a graph, with the graphs inside them. */
final class NodeConversion {
  private final FunctionInlining functions;
  private final List<ModelProblem> problems;

  /**
   * @param functions functions that nodes may call
   * @param problems where problems are noted
   */
  NodeConversion(FunctionInlining functions, List<ModelProblem> problems) {
    this.functions = functions;
    this.problems = problems;
  }

  /**
   * @param opsets version of the operator set by domain
   */
  List<Node> nodes(List<NodeProto> protos, Map<String, Integer> opsets) throws OnnxFormatException {
    List<Node> nodes = new ArrayList<>(protos.size());
    UniqueNames names = new UniqueNames();
    for (FunctionInlining.Scoped scoped : functions.inline(protos, opsets)) {
      NodeProto proto = scoped.node();
      String name = names.claim(proto.name().isEmpty() ? proto.operator() : proto.name());
      nodes.add(node(proto, name, scoped.opsets()));
      if (!proto.overload().isEmpty()) {
        problems.add(
            ModelProblem.of(nodes.getLast(), "calls a function that the model does not define"));
      }
    }
    return nodes;
  }

  private Node node(NodeProto proto, String name, Map<String, Integer> opsets)
      throws OnnxFormatException {
    String domain = normalized(proto.domain());
    Integer opset = opsets.get(domain);
    if (opset == null) {
      throw new OnnxFormatException(
          "node '" + proto.name() + "'", "no opset_import for its domain '" + domain + "'");
    }
    Attributes attributes = AttributeConversion.attributes(proto);
    List<String> inputs = new ArrayList<>(proto.inputs());
    for (AttributeProto attribute : proto.attributes()) {
      if (attribute.graphs().size() == 1) {
        Subgraph body = subgraph(attribute.graphs().getFirst(), opsets);
        attributes = attributes.with(attribute.name(), new Attribute.GraphValue(body));
      }
    }
    addCaptured(attributes, inputs);
    return new Node(name, proto.operator(), domain, opset, inputs, proto.outputs(), attributes);
  }

  /** Values that bodies use become inputs, behind those that bodies count on. */
  private static void addCaptured(Attributes attributes, List<String> inputs) {
    int formal = inputs.size();
    List<String> captured = new ArrayList<>();
    for (Attribute attribute : attributes.asMap().values()) {
      if (attribute instanceof Attribute.GraphValue(Subgraph body)) {
        captured.addAll(body.captured());
        formal = Math.max(formal, body.inputs().size());
      }
    }
    if (!captured.isEmpty()) {
      inputs.addAll(Collections.nCopies(formal - inputs.size(), ""));
      inputs.addAll(captured);
    }
  }

  private Subgraph subgraph(GraphProto proto, Map<String, Integer> opsets)
      throws OnnxFormatException {
    Set<String> defined = new HashSet<>();
    List<String> inputs = proto.inputs().stream().map(ValueInfoProto::name).toList();
    Map<String, FloatTensor> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : proto.initializers()) {
      define(defined, tensor.name());
      initializers.put(tensor.name(), tensor(tensor, problems));
    }
    for (String input : inputs) {
      define(defined, input);
    }
    if (proto.sparseInitializers() > 0) {
      problems.add(ModelProblem.ofModel("sparse initialisers in a graph inside the graph"));
    }
    List<Node> nodes = nodes(proto.nodes(), opsets);
    List<String> outputs = proto.outputs().stream().map(ValueInfoProto::name).toList();
    Set<String> captured = captured(nodes, outputs, defined);
    defined.addAll(captured);
    List<Node> sorted = TopologicalOrder.sort(nodes, defined);
    return new Subgraph(inputs, outputs, List.copyOf(captured), initializers, sorted);
  }

  private static void define(Set<String> defined, String name) throws OnnxFormatException {
    if (name.isEmpty() || !defined.add(name)) {
      throw new OnnxFormatException("graph", "the value '" + name + "' is defined twice");
    }
  }

  private static Set<String> captured(List<Node> nodes, List<String> outputs, Set<String> defined) {
    Set<String> own = new HashSet<>(defined);
    nodes.forEach(node -> own.addAll(node.outputs()));
    own.add("");
    Set<String> captured = new LinkedHashSet<>();
    nodes.forEach(node -> captured.addAll(node.inputs()));
    captured.addAll(outputs);
    captured.removeAll(own);
    return captured;
  }

  /** A numeric tensor, or one of numbers of names; any other kind is noted as a problem. */
  static FloatTensor tensor(TensorProto tensor, List<ModelProblem> problems) {
    if (tensor.type() == DataType.STRING) {
      return FloatTensor.of(AttributeConversion.shape(tensor), ClassNames.codes(tensor))
          .withType(DataType.INT64);
    }
    if (!tensor.isNumeric()) {
      String what = "initialiser '" + tensor.name() + "'";
      problems.add(ModelProblem.ofModel(what + " has elements of type " + tensor.type()));
      return FloatTensor.scalar(0);
    }
    return AttributeConversion.tensor(tensor);
  }

  /** The domain as graphs name it. */
  static String normalized(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }
}
