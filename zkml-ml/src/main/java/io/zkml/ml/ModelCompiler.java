package io.zkml.ml;

import io.zkml.core.hash.Keccak256;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantizedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an ONNX model to an exact integer program that can be proven:
 *
 * <pre>{@code
 * CompiledModel model =
 *     ModelCompiler.of(Path.of("model.onnx")).calibration(samples).compile();
 * }</pre>
 *
 * A builder; not thread-safe.
 */
public final class ModelCompiler {

  private final byte[] source;
  private final GraphBuilder graph;
  private final List<FloatTensor> calibration = new ArrayList<>();
  private final List<Map<String, FloatTensor>> namedCalibration = new ArrayList<>();
  private NumericPolicy policy = NumericPolicy.balanced();
  private Boundary boundary = Boundary.PUBLIC;
  private @Nullable Salt weightSalt;
  private SecurityParameters parameters = SecurityParameters.BALANCED_128;

  private ModelCompiler(byte[] source, ModelProto model) {
    this.source = source;
    this.graph = GraphBuilder.of(model);
  }

  /**
   * A compiler for a model file.
   *
   * @throws OnnxFormatException if it is not an ONNX model
   */
  public static ModelCompiler of(Path file) throws IOException, OnnxFormatException {
    return new ModelCompiler(Files.readAllBytes(file), new OnnxReader().read(file));
  }

  /**
   * A compiler for the bytes of a model without external data.
   *
   * @throws OnnxFormatException if they are not an ONNX model
   */
  public static ModelCompiler of(byte[] onnx) throws OnnxFormatException {
    return new ModelCompiler(onnx.clone(), new OnnxReader().read(onnx));
  }

  /** Fixes a dynamic dimension; the batch dimension is 1 unless said otherwise. */
  public ModelCompiler dimension(String name, int size) {
    graph.dimension(name, size);
    return this;
  }

  /** Fixes the shape of an input. */
  public ModelCompiler inputShape(String input, TensorShape shape) {
    graph.inputShape(input, shape);
    return this;
  }

  /** Makes an input a constant: a mask, lengths, a threshold that is the same in every run. */
  public ModelCompiler bindInput(String input, FloatTensor value) {
    graph.bindInput(input, value);
    return this;
  }

  /** Adds inputs that fix the ranges of all values: a few hundred typical ones. */
  public ModelCompiler calibration(Iterable<FloatTensor> samples) {
    samples.forEach(calibration::add);
    return this;
  }

  /** As {@link #calibration}, for models with several inputs: all of them by name. */
  public ModelCompiler namedCalibration(Iterable<Map<String, FloatTensor>> samples) {
    samples.forEach(namedCalibration::add);
    return this;
  }

  /** How finely to quantise; balanced by default. */
  public ModelCompiler policy(NumericPolicy numericPolicy) {
    policy = numericPolicy;
    return this;
  }

  /** The parameter set of keys and proofs; balanced at 128 provable bits by default. */
  public ModelCompiler parameters(SecurityParameters securityParameters) {
    parameters = securityParameters;
    return this;
  }

  /**
   * Who learns the input from a proof's statement; public by default. An input that is not public
   * is undisclosed, not hidden: see {@link Visibility}.
   */
  public ModelCompiler input(Visibility visibility) {
    boundary = boundary.withInput(visibility);
    return this;
  }

  /** Who learns the output from a proof's statement; public by default. */
  public ModelCompiler output(Visibility visibility) {
    boundary = boundary.withOutput(visibility);
    return this;
  }

  /**
   * Who can recompute the key from the model; everybody by default. Weights that are not public are
   * committed with a fresh salt, and verifiers demand a {@link InferenceProver#certify certificate}
   * of them.
   */
  public ModelCompiler weights(Visibility visibility) {
    return weights(visibility, Salt.random());
  }

  /** As above with a salt of the caller's, so that the same model has the same key again. */
  public ModelCompiler weights(Visibility visibility, Salt salt) {
    boundary = boundary.withWeights(visibility);
    weightSalt = visibility == Visibility.PUBLIC ? null : salt;
    return this;
  }

  /**
   * For outputs whose classes the model names by strings: the names, in the order of the labels 0,
   * 1, ... that the output gives, or of its columns. Neither proofs nor keys hold names.
   */
  public Map<String, List<String>> classNames() {
    return graph.classNames();
  }

  /**
   * The model as the compiler sees it after its passes, in float64.
   *
   * @throws UnsupportedModelException naming every node that is not supported
   */
  public ShapedGraph floatModel() throws OnnxFormatException, UnsupportedModelException {
    Graph passed = GraphPasses.apply(graph.build());
    return ShapeInference.infer(passed);
  }

  /**
   * Compiles the model.
   *
   * @throws UnsupportedModelException naming every node that is not supported, with the reason
   * @throws IllegalStateException without calibration data
   */
  public CompiledModel compile() throws OnnxFormatException, UnsupportedModelException {
    if (calibration.isEmpty() && namedCalibration.isEmpty()) {
      throw new IllegalStateException(
          "call calibration(samples) first: quantisation needs the ranges of typical inputs");
    }
    ShapedGraph shaped = floatModel();
    Quantizer quantizer = new Quantizer(shaped);
    quantizer.requireInputAndOutput();
    if (boundary.hasCommitted()) {
      quantizer.requireOneOfEach();
    }
    List<Map<String, FloatTensor>> samples = new ArrayList<>(namedCalibration);
    samples.addAll(quantizer.named(calibration));
    QuantizedGraph quantised = quantizer.quantize(quantizer.calibrateNamed(samples), policy);
    try {
      return CompiledModel.of(
          Keccak256.hash(source), quantised, policy, boundary, weightSalt, parameters);
    } catch (IllegalArgumentException e) {
      // Accumulators beyond 62 bits, or sizes beyond what a proof can have.
      String reason = String.valueOf(e.getMessage());
      throw new UnsupportedModelException(List.of(ModelProblem.ofModel(reason)));
    }
  }

  /**
   * Says which nodes can be proven and what a proof would cost. Needs no calibration data; with
   * them, the cells are those of the compiled model.
   *
   * @throws OnnxFormatException if the file is not a well-formed model
   * @throws IllegalArgumentException if calibration data do not fit the model
   */
  public ModelInspection inspect() throws OnnxFormatException {
    return new Inspector(policy, boundary, parameters, calibration, namedCalibration)
        .inspect(graph);
  }
}
