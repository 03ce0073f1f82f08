package io.zkml.ml.interpret;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.NodeTestArchive.Entry;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.onnx.TensorProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one of ONNX's operator tests through import and float interpreter. */
final class NodeTestRunner {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-5;

  private final NodeTestArchive archive;
  private final OnnxReader reader = new OnnxReader();

  NodeTestRunner(NodeTestArchive archive) {
    this.archive = archive;
  }

  /** How a test ended. */
  enum Outcome {
    PASS,
    UNSUPPORTED,
    MISMATCH,
    ERROR
  }

  /** A test with its end; the reason is empty for one that passed. */
  record Result(Entry test, Outcome outcome, String reason) {
    boolean passed() {
      return outcome == Outcome.PASS;
    }
  }

  /** Which of a test's inputs become constants of the graph. */
  private enum Binding {
    /** None. */
    NONE,
    /** Shapes, axes and indices: constants in real models, inputs in these tests. */
    SHAPE_LIKE,
    /** All but the first: what real models have as weights. */
    WEIGHTS,
    /** All of them, for operators whose output shape depends on values. */
    ALL;

    boolean binds(TensorProto tensor, int position) {
      return switch (this) {
        case NONE -> false;
        case SHAPE_LIKE -> position > 0 && !tensor.type().isFloat();
        case WEIGHTS -> position > 0;
        case ALL -> true;
      };
    }
  }

  Result run(Entry test) throws IOException {
    Result first = run(test, Binding.SHAPE_LIKE);
    return first.outcome() == Outcome.UNSUPPORTED ? run(test, Binding.ALL) : first;
  }

  private Result run(Entry test, Binding binding) throws IOException {
    try {
      Optional<String> difference = compare(test, outputs(test, binding));
      return difference
          .map(reason -> new Result(test, Outcome.MISMATCH, reason))
          .orElseGet(() -> new Result(test, Outcome.PASS, ""));
    } catch (UnsupportedModelException e) {
      return new Result(test, Outcome.UNSUPPORTED, e.problems().getFirst().toString());
    } catch (OnnxFormatException | RuntimeException e) {
      String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      return new Result(test, Outcome.ERROR, e + at);
    }
  }

  /** A test's graph with what its inputs hold, constants apart. */
  private record Case(Graph graph, Map<String, FloatTensor> inputs) {}

  private List<FloatTensor> outputs(Entry test, Binding binding)
      throws IOException, OnnxFormatException, UnsupportedModelException {
    Case prepared = prepare(test, binding);
    Graph graph = prepared.graph();
    Map<String, FloatTensor> outputs = FloatInterpreter.of(graph).run(prepared.inputs());
    return graph.outputs().stream().map(outputs::get).toList();
  }

  /**
   * Proves a test that passes, with as few constants among its inputs as it can be proven with.
   *
   * @return why it is not proven; empty if it is
   */
  String prove(Entry test, NodeTestProver prover) throws IOException {
    String reason = "";
    for (Binding binding : List.of(Binding.NONE, Binding.SHAPE_LIKE, Binding.WEIGHTS)) {
      try {
        Case prepared = prepare(test, binding);
        prover.prove(prepared.graph(), prepared.inputs());
        return "";
      } catch (NodeTestProver.NotProvenException e) {
        reason = e.getMessage();
      } catch (UnsupportedModelException e) {
        reason = e.problems().getFirst().reason();
      } catch (OnnxFormatException | RuntimeException e) {
        reason = e + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]);
      }
    }
    return reason;
  }

  private Case prepare(Entry test, Binding binding)
      throws IOException, OnnxFormatException, UnsupportedModelException {
    ModelProto model = reader.read(archive.file(test, "model.onnx").orElseThrow());
    GraphBuilder builder = GraphBuilder.of(model);
    Map<String, FloatTensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < model.graph().inputs().size(); i++) {
      Optional<byte[]> file = archive.file(test, "test_data_set_0/input_" + i + ".pb");
      if (file.isPresent()) {
        String name = model.graph().inputs().get(i).name();
        TensorProto proto = reader.readTensor(file.get());
        if (binding.binds(proto, i)) {
          builder.bindInput(name, tensor(proto));
        } else {
          builder.inputShape(name, tensor(proto).shape());
          inputs.put(name, tensor(proto));
        }
      }
    }
    return new Case(builder.build(), inputs);
  }

  private Optional<String> compare(Entry test, List<FloatTensor> outputs)
      throws IOException, OnnxFormatException {
    for (int i = 0; i < outputs.size(); i++) {
      byte[] file = archive.file(test, "test_data_set_0/output_" + i + ".pb").orElseThrow();
      TensorProto proto = reader.readTensor(file);
      Optional<String> difference = difference(outputs.get(i), tensor(proto));
      if (difference.isPresent()) {
        return Optional.of("output " + i + ": " + difference.get());
      }
    }
    return Optional.empty();
  }

  private static FloatTensor tensor(TensorProto proto) {
    int[] dims = proto.dims().stream().mapToInt(Math::toIntExact).toArray();
    return FloatTensor.of(TensorShape.of(dims), proto.toDoubles()).withType(proto.type());
  }

  private static Optional<String> difference(FloatTensor actual, FloatTensor expected) {
    if (actual.type() != expected.type()) {
      return Optional.of("type " + actual.type() + ", expected " + expected.type());
    }
    if (!actual.shape().equals(expected.shape())) {
      return Optional.of("shape " + actual.shape() + ", expected " + expected.shape());
    }
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!isClose(actual.get(i), expected.get(i), expected.type())) {
        differing.add("[" + i + "] " + actual.get(i) + ", expected " + expected.get(i));
      }
    }
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(differing.getFirst() + " (" + differing.size() + " elements differ)");
  }

  private static boolean isClose(double actual, double expected, DataType type) {
    if (!type.isFloat() || !Double.isFinite(expected)) {
      return actual == expected || (Double.isNaN(actual) && Double.isNaN(expected));
    }
    return Math.abs(actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }
}
