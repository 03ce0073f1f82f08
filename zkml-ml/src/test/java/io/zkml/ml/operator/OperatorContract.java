package io.zkml.ml.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProof;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.InferenceVerifier;
import io.zkml.ml.KernelChoice;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.VerifiedInference;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every operator that can be proven must satisfy, on models of little more than one node: a
 * stated distance from float, the same integers from interpreter and proof, refusals that say why.
 */
abstract class OperatorContract {

  private static final NumericPolicy POLICY = new NumericPolicy(10, 8);
  private static final int SAMPLES = 12;

  final Random random = new Random(getClass().getSimpleName().hashCode());

  /**
   * A model of the operator.
   *
   * @param input its input's shape
   * @param reach inputs lie between minus this and this
   * @param terms products that an output entry sums: each may be off by half a unit
   * @param gain by how much an error of the input may grow
   */
  record Case(
      String name, ModelWriter model, TensorShape input, double reach, int terms, double gain) {}

  /** Models to compile, run, prove and verify. */
  abstract List<Case> cases();

  /** Models that cannot be proven, by reason. */
  abstract Map<String, ModelWriter> refused();

  private record Compiled(Case of, CompiledModel model, FloatInterpreter reference) {}

  private Compiled compile(Case c) {
    try {
      List<FloatTensor> samples = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        samples.add(random(c.reach(), c.input().toArray()));
      }
      double[] extreme = new double[samples.getFirst().size()];
      Arrays.fill(extreme, c.reach());
      extreme[0] = -c.reach();
      samples.add(FloatTensor.of(c.input(), extreme));
      ModelCompiler compiler =
          ModelCompiler.of(c.model().toBytes())
              .calibration(samples)
              .policy(POLICY)
              .parameters(SecurityParameters.UNSAFE_TEST);
      return new Compiled(c, compiler.compile(), FloatInterpreter.of(compiler.floatModel()));
    } catch (Exception e) {
      throw new AssertionError(c.name(), e);
    }
  }

  FloatTensor random(double reach, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    double[] data = new double[Math.toIntExact(shape.elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (reach * (2 * random.nextDouble() - 1));
    }
    return FloatTensor.of(shape, data);
  }

  /** Largest sum of magnitudes of the weights behind one of the outputs, which come first. */
  static double gain(FloatTensor weights) {
    int rows = weights.shape().dim(0);
    int perRow = weights.size() / rows;
    double gain = 0;
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = 0; i < perRow; i++) {
        sum += Math.abs(weights.get(r * perRow + i));
      }
      gain = Math.max(gain, sum);
    }
    return gain;
  }

  @Test
  void run_quantised_isWithinItsBoundOfFloat() {
    for (Case c : cases()) {
      Compiled compiled = compile(c);
      double unit = compiled.model().output().scale();
      double inputUnit = compiled.model().input().scale();
      double bound = unit * (1 + 0.5 * c.terms()) + 0.5 * c.gain() * inputUnit;
      for (int i = 0; i < SAMPLES; i++) {
        FloatTensor x = random(c.reach(), c.input().toArray());
        assertThat(compiled.model().run(x).data())
            .as("%s, input %s", c.name(), i)
            .containsExactly(compiled.reference().run(x).data(), within(bound));
      }
    }
  }

  @Test
  void prove_smallestSize_verifiesAndEqualsInterpreter() throws Exception {
    for (Case c : cases()) {
      CompiledModel model = compile(c).model();
      try (InferenceProver prover =
          InferenceProver.builder(model).threads(1).kernels(KernelChoice.SCALAR).build()) {
        FloatTensor x = random(c.reach(), c.input().toArray());
        InferenceProof proof = prover.prove(x);
        assertThat(proof.output()).as(c.name()).isEqualTo(model.run(x));
        VerifiedInference verified = InferenceVerifier.ofUnsafe(prover.key()).verify(proof.bytes());
        assertThat(verified.output()).as(c.name()).isEqualTo(proof.output());
        assertThat(verified.inputIntegers()).as(c.name()).isEqualTo(model.quantize(x));
      }
    }
  }

  @Test
  void compile_unsupported_namesNodeAndReason() {
    refused()
        .forEach((reason, model) ->
            assertThatThrownBy(() -> compile(model))
                .as(reason)
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("node 'node ")
                .hasMessageContaining(reason));
  }

  private void compile(ModelWriter model) throws Exception {
    ModelCompiler compiler = ModelCompiler.of(model.toBytes()).policy(POLICY);
    TensorShape shape = compiler.floatModel().graph().inputs().getFirst().shape();
    compiler.calibration(List.of(random(1, shape.toArray()))).compile();
  }

  /** A model with the input x and the output y. */
  static ModelWriter model(int... input) {
    return modelOf(13, input);
  }

  /** A model whose value r is a computed one under another shape than it is stored in. */
  static ModelWriter reshaped(int[] input, long... to) {
    return model(input)
        .node("Relu", "q", List.of("x"))
        .ints("to", to)
        .node("Reshape", "r", List.of("q", "to"));
  }

  /** A model of another operator set. */
  static ModelWriter modelOf(int opset, int... input) {
    return new ModelWriter(opset).input("x", input).output("y", 1);
  }

  static ModelWriter.Attribute ints(String name, long... values) {
    return ModelWriter.Attribute.ints(name, values);
  }

  static ModelWriter.Attribute with(String name, int value) {
    return ModelWriter.Attribute.of(name, value);
  }

  static ModelWriter.Attribute with(String name, double value) {
    return ModelWriter.Attribute.of(name, (float) value);
  }

  static TensorShape shape(int... dims) {
    return TensorShape.of(dims);
  }
}
