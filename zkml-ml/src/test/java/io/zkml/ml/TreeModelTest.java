package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.TestModels;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantMemory;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real boosted-tree model: every decision and every sum of leaves is the float model's. */
class TreeModelTest {

  private static final NumericPolicy POLICY = new NumericPolicy(12, 11);

  private static List<double[]> rows;
  private static int features;

  @BeforeAll
  static void read() throws Exception {
    String csv =
        new String(TestModels.resource("/data/german-credit-test.csv"), StandardCharsets.UTF_8);
    rows =
        csv.lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::valueOf).toArray())
            .toList();
    features = rows.getFirst().length - 1;
  }

  /** Rows of the data from the given one on, and on from the first. */
  private static FloatTensor rows(int from, int count) {
    double[] data = new double[count * features];
    for (int i = 0; i < count; i++) {
      double[] row = rows.get((from + i) % rows.size());
      System.arraycopy(row, 0, data, i * features, features);
    }
    return FloatTensor.of(TensorShape.of(count, features), data);
  }

  private static ModelCompiler compiler(int count) throws Exception {
    return ModelCompiler.of(TestModels.bytes("german_xgb"))
        .inputShape("x", TensorShape.of(count, features))
        .policy(POLICY)
        .calibration(List.of(rows(0, count)));
  }

  @Test
  void run_allRows_giveTheFloatModelsDecisionsAndSums() throws Exception {
    ModelCompiler compiler = compiler(300);
    CompiledModel model = compiler.compile();
    FloatInterpreter reference = FloatInterpreter.of(compiler.floatModel());
    Map<String, FloatTensor> input = Map.of("x", rows(0, 300));

    Map<String, FloatTensor> actual = model.run(input);

    assertThat(actual.get("label")).isEqualTo(reference.run(input).get("label"));
    FloatTensor probabilities = actual.get("prob");
    FloatTensor sums = sums(model, input);
    for (int i = 0; i < 300; i++) {
      double expected = rows.get(i)[features];
      assertThat(probabilities.get(2 * i + 1)).as("row %s", i).isCloseTo(expected, within(2e-3));
    }
    double[] exact = new double[300];
    reference.run(
        input,
        (name, tensor) -> {
          if (name.endsWith("rounded")) {
            Arrays.setAll(exact, i -> tensor.get(2 * i + 1));
          }
        });
    assertThat(sums.data()).containsExactly(exact);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300})
  void prove_rows_verifies(int count) throws Exception {
    CompiledModel model = compiler(count).compile();
    Map<String, FloatTensor> input = Map.of("x", rows(0, count));
    try (InferenceProver prover = InferenceProver.builder(model).threads(2).build()) {
      byte[] proof = prover.prove(input, new byte[0]).bytes();

      VerifiedInference inference = InferenceVerifier.of(prover.key()).verify(proof);

      assertThat(inference.outputs()).isEqualTo(model.run(input));
      assertThat(inference.isOf(rows(0, count))).isTrue();
      assertThat(inference.isOf(rows(1, count))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 126, 1L << 40})
  void verify_otherRank_rejects(long rank) throws Exception {
    CompiledModel model = compiler(1).compile();
    try (InferenceProver prover = InferenceProver.builder(model).threads(2).build()) {
      byte[] proof = prover.prove(Map.of("x", rows(0, 1)), new byte[0]).bytes();
      long[] ranks = model.quantize(rows(0, 1));
      int at = firstRank(proof, ranks);
      ByteBuffer.wrap(proof).putLong(at, ranks[0] + rank);

      assertThatThrownBy(() -> InferenceVerifier.of(prover.key()).verify(proof))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  /** Where a statement holds the ranks. */
  private static int firstRank(byte[] proof, long[] ranks) {
    ByteBuffer bytes = ByteBuffer.wrap(proof);
    for (int at = 0; at + ranks.length * Long.BYTES <= proof.length; at++) {
      int equal = 0;
      while (equal < ranks.length && bytes.getLong(at + equal * Long.BYTES) == ranks[equal]) {
        equal++;
      }
      if (equal == ranks.length) {
        return at;
      }
    }
    throw new AssertionError("no ranks");
  }

  private static FloatTensor sums(CompiledModel model, Map<String, FloatTensor> input) {
    QuantizedGraph graph = model.graph();
    QuantMemory memory = new QuantMemory(graph, model.quantize(input));
    for (QuantOp op : graph.ops()) {
      memory.run(op);
      QuantValue value = graph.values().get(op.result());
      if (value.name().endsWith(".sums")) {
        return CompiledModel.dequantize(value, memory.get(op.result()));
      }
    }
    throw new AssertionError("no sums");
  }
}
