package io.zkml.ml.graph;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.FunctionProto;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OperatorSetId;
import io.zkml.ml.onnx.TensorProto;
import io.zkml.ml.onnx.TypeProto;
import io.zkml.ml.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link Graph} from an ONNX model: fixes dynamic dimensions, sorts the nodes, gives every
 * node a unique name. Whether the operators are supported is not looked at here.
 */
public final class GraphBuilder {
  /** Oldest version of the {@code ai.onnx} operator set that is read. */
  public static final int MIN_OPSET = 7;

  /** Newest version of the {@code ai.onnx} operator set that is read. */
  public static final int MAX_OPSET = 26;

  private final ModelProto model;
  private final InputShapes shapes = new InputShapes();
  private final Map<String, FloatTensor> bound = new LinkedHashMap<>();

  private GraphBuilder(ModelProto model) {
    this.model = model;
  }

  /** A builder for the model's outermost graph. */
  public static GraphBuilder of(ModelProto model) {
    return new GraphBuilder(model);
  }

  /**
   * Fixes a dimension that the model knows by name, in all inputs. A dynamic first dimension (the
   * batch) is 1 unless fixed otherwise.
   */
  public GraphBuilder dimension(String name, int size) {
    shapes.fixDimension(name, size);
    return this;
  }

  /** For outputs whose classes have names: those of labels 0, 1, ..., or of columns. */
  public Map<String, List<String>> classNames() {
    return ClassNames.of(model.graph());
  }

  /** Fixes the whole shape of an input. */
  public GraphBuilder inputShape(String input, TensorShape shape) {
    shapes.fixShape(input, shape);
    return this;
  }

  /** Replaces an input by a constant: it becomes an initialiser. */
  public GraphBuilder bindInput(String input, FloatTensor value) {
    bound.put(input, value);
    return this;
  }

  /**
   * Builds the graph.
   *
   * @throws OnnxFormatException if the model breaks a rule of the format
   * @throws UnsupportedModelException if the model uses what graphs don't have; lists all of it
   * @throws IllegalArgumentException if a name given to this builder isn't in the model
   */
  public Graph build() throws OnnxFormatException, UnsupportedModelException {
    return new Assembly().build();
  }

  /** One run of the builder. */
  private final class Assembly {
    private final List<ModelProblem> problems = new ArrayList<>();
    private final Map<String, FloatTensor> initializers = new LinkedHashMap<>();
    private final Map<String, Integer> opsets = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final GraphProto proto = model.graph();

    Graph build() throws OnnxFormatException, UnsupportedModelException {
      addOpsets();
      checkFunctions();
      addInitializers();
      List<GraphValue> inputs = inputs();
      FunctionInlining functions = new FunctionInlining(model.functions(), proto);
      NodeConversion conversion = new NodeConversion(functions, problems);
      List<Node> nodes = TopologicalOrder.sort(conversion.nodes(proto.nodes(), opsets), defined);
      List<String> outputs = outputs();
      if (!problems.isEmpty()) {
        throw new UnsupportedModelException(problems);
      }
      return new Graph(proto.name(), inputs, outputs, initializers, nodes);
    }

    private void addOpsets() throws OnnxFormatException {
      for (OperatorSetId opset : model.opsetImports()) {
        String domain = NodeConversion.normalized(opset.domain());
        long version = opset.version();
        if (version < 0 || version > Integer.MAX_VALUE) {
          throw new OnnxFormatException("opset_import", "version " + version);
        }
        if (opsets.put(domain, (int) version) != null) {
          throw new OnnxFormatException("opset_import", "domain '" + domain + "' twice");
        }
        if (domain.isEmpty() && (version < MIN_OPSET || version > MAX_OPSET)) {
          problems.add(
              ModelProblem.ofModel(
                  "opset %d, supported are %d to %d; convert the model with onnx.version_converter"
                      .formatted(version, MIN_OPSET, MAX_OPSET)));
        }
      }
    }

    private void checkFunctions() {
      for (FunctionProto function : model.functions()) {
        for (OperatorSetId opset : function.opsetImports()) {
          boolean standard = NodeConversion.normalized(opset.domain()).isEmpty();
          if (standard && (opset.version() < MIN_OPSET || opset.version() > MAX_OPSET)) {
            problems.add(
                ModelProblem.ofModel(
                    "function '%s' is of opset %d, supported are %d to %d"
                        .formatted(function.name(), opset.version(), MIN_OPSET, MAX_OPSET)));
          }
        }
      }
    }

    private void addInitializers() throws OnnxFormatException {
      for (TensorProto tensor : proto.initializers()) {
        define(tensor.name(), "initializer");
        initializers.put(tensor.name(), NodeConversion.tensor(tensor, problems));
      }
      if (proto.sparseInitializers() > 0) {
        problems.add(
            ModelProblem.ofModel(proto.sparseInitializers() + " sparse initialisers in the model"));
      }
    }

    private List<GraphValue> inputs() throws OnnxFormatException {
      Set<String> unused = new HashSet<>(bound.keySet());
      List<ValueInfoProto> open = new ArrayList<>();
      for (ValueInfoProto input : proto.inputs()) {
        // Before IR version 4, initialisers were listed among the inputs too.
        if (initializers.containsKey(input.name())) {
          continue;
        }
        define(input.name(), "input");
        FloatTensor value = bound.get(input.name());
        if (value == null) {
          open.add(input);
        } else {
          unused.remove(input.name());
          initializers.put(input.name(), value);
        }
      }
      if (!unused.isEmpty()) {
        throw new IllegalArgumentException("the model has no inputs named " + unused);
      }
      return shapes.resolve(open, problems);
    }

    private List<String> outputs() throws OnnxFormatException {
      List<String> outputs = new ArrayList<>();
      Set<String> named = ClassNames.of(proto).keySet();
      for (ValueInfoProto output : proto.outputs()) {
        if (!defined.contains(output.name())) {
          throw new OnnxFormatException("graph", "output '" + output.name() + "' is not computed");
        }
        if (!isTensorOfNumbers(output.type())
            && !isZipMap(output.name())
            && !named.contains(output.name())) {
          problems.add(
              ModelProblem.ofModel(
                  "output '%s' is not of numbers: export the model with numbers as labels"
                      .formatted(output.name())));
        }
        outputs.add(output.name());
      }
      if (outputs.isEmpty()) {
        throw new OnnxFormatException("graph", "no outputs");
      }
      return outputs;
    }

    /** The maps from class to score that {@code ZipMap} gives are read as the plain scores. */
    private boolean isZipMap(String output) {
      return proto.nodes().stream()
          .anyMatch(n -> n.operator().equals("ZipMap") && n.outputs().contains(output));
    }

    private void define(String name, String what) throws OnnxFormatException {
      if (name.isEmpty()) {
        throw new OnnxFormatException("graph", "an " + what + " without a name");
      }
      if (!defined.add(name)) {
        throw new OnnxFormatException("graph", "the value '" + name + "' is defined twice");
      }
    }
  }

  /** Output types may be left out; what is declared must be a tensor of numbers. */
  private static boolean isTensorOfNumbers(TypeProto type) {
    return switch (type) {
      case TypeProto.Tensor tensor ->
          tensor.elementType().isNumeric() || tensor.elementType() == DataType.UNDEFINED;
      case TypeProto.Other other -> other.kind().equals("unknown");
    };
  }
}
