package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.NodeTestArchive.Entry;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.onnx.TensorProto;
import io.zkml.ml.operator.Operator;
import io.zkml.ml.operator.Operators;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs ONNX's own operator tests through import and float interpreter, those that consist of
 * supported operators, and hand-made cases of the same form. Where ONNX's tests are not at hand,
 * the hand-made cases are all there is.
 */
class OnnxNodeTest {
  private static final Set<String> SUPPORTED =
      Operators.ALL.stream().map(Operator::name).collect(Collectors.toUnmodifiableSet());

  /** Tests of supported operators that use what is refused: the reason that must be given. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "test_maxpool_with_argmax_2d_precomputed_pads", "output 1 is not supported",
          "test_maxpool_with_argmax_2d_precomputed_strides", "output 1 is not supported",
          "test_batchnorm_epsilon_training_mode", "output 1 is not supported",
          "test_batchnorm_example_training_mode", "output 1 is not supported");

  private final OnnxReader reader = new OnnxReader();

  @TestFactory
  Stream<DynamicTest> run_onnxNodeTest_givesItsOutputs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    HandMadeCases.all().forEach(c -> tests.add(DynamicTest.dynamicTest(c.name(), c::check)));
    Optional<NodeTestArchive> found = NodeTestArchive.find();
    if (found.isEmpty()) {
      return tests.stream();
    }
    NodeTestArchive archive = found.get();
    for (Entry entry : archive.entries()) {
      if (isCovered(entry)) {
        tests.add(DynamicTest.dynamicTest(entry.name(), () -> check(archive, entry)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(180);
    return tests.stream().onClose(() -> close(archive));
  }

  private static void close(NodeTestArchive archive) {
    try {
      archive.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isCovered(Entry entry) {
    return SUPPORTED.containsAll(entry.operators())
        && entry.opset() <= GraphBuilder.MAX_OPSET
        && !entry.tags().contains("lowbit");
  }

  private void check(NodeTestArchive archive, Entry entry) throws Exception {
    ModelProto model = reader.read(archive.file(entry, "model.onnx").orElseThrow());
    GraphBuilder builder = GraphBuilder.of(model);
    Map<String, FloatTensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < model.graph().inputs().size(); i++) {
      Optional<byte[]> file = archive.file(entry, "test_data_set_0/input_" + i + ".pb");
      String name = model.graph().inputs().get(i).name();
      if (file.isPresent()) {
        TensorProto proto = reader.readTensor(file.get());
        if (isShapeLike(proto, i)) {
          builder.bindInput(name, tensor(proto));
        } else {
          builder.inputShape(name, tensor(proto).shape());
          inputs.put(name, tensor(proto));
        }
      }
    }
    Graph graph = builder.build();
    if (REFUSED.containsKey(entry.name())) {
      assertThatThrownBy(() -> FloatInterpreter.of(graph))
          .isInstanceOf(UnsupportedModelException.class)
          .hasMessageContaining(REFUSED.get(entry.name()));
      return;
    }
    List<FloatTensor> outputs = List.copyOf(FloatInterpreter.of(graph).run(inputs).values());
    for (int i = 0; i < outputs.size(); i++) {
      byte[] file = archive.file(entry, "test_data_set_0/output_" + i + ".pb").orElseThrow();
      TensorProto expected = reader.readTensor(file);
      assertClose(outputs.get(i), tensor(expected), expected.type());
    }
  }

  /** Shapes, axes and indices are constants in real models, inputs in these tests. */
  private static boolean isShapeLike(TensorProto proto, int position) {
    return position > 0 && (proto.type() == DataType.INT64 || proto.type() == DataType.BOOL);
  }

  private static FloatTensor tensor(TensorProto proto) {
    int[] dims = proto.dims().stream().mapToInt(Math::toIntExact).toArray();
    return FloatTensor.of(TensorShape.of(dims), proto.toDoubles());
  }

  private static void assertClose(FloatTensor actual, FloatTensor expected, DataType type) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    boolean half = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
    for (int i = 0; i < expected.size(); i++) {
      double tolerance = (half ? 1e-2 : 1e-3) * Math.abs(expected.get(i)) + 1e-7;
      if (Double.isFinite(expected.get(i))) {
        assertThat(actual.get(i)).as("element %d", i).isCloseTo(expected.get(i), within(tolerance));
      } else {
        assertThat(actual.get(i)).as("element %d", i).isEqualTo(expected.get(i));
      }
    }
  }
}
