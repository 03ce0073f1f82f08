package io.zkml.ml;

import io.zkml.core.hash.Keccak256;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.security.SecurityReport;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantCodec;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.SaturationException;
import io.zkml.vm.proof.ConstantBounds;
import io.zkml.vm.proof.ConstantPlan;
import io.zkml.vm.proof.TensorMachine;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model as an exact integer program, with everything that fixes its keys: quantised graph,
 * numeric policy, parameter set. Immutable; may be used by many threads.
 */
public final class CompiledModel {

  private static final String MAGIC = "ZKCM";
  private static final int MAX_BYTES = 1 << 30;

  private final byte[] sourceDigest;
  private final QuantizedGraph graph;
  private final NumericPolicy policy;
  private final Boundary boundary;
  private final @Nullable Salt weightSalt;
  private final SecurityParameters parameters;
  private final LoweredModel lowered;
  private final TensorMachine machine;
  private final List<ConstantBounds> constants;
  private final byte[] digest;

  private CompiledModel(
      byte[] sourceDigest,
      QuantizedGraph graph,
      NumericPolicy policy,
      Boundary boundary,
      @Nullable Salt weightSalt,
      SecurityParameters parameters) {
    this.sourceDigest = sourceDigest;
    this.graph = graph;
    this.policy = policy;
    this.boundary = boundary;
    this.weightSalt = weightSalt;
    this.parameters = parameters;
    if (!boundary.fits(graph.inputs().size(), graph.outputs().size())) {
      throw new IllegalArgumentException(
          "a committed input or output needs a model of one input and one output");
    }
    this.lowered = Lowering.lower(graph, policy.windowBits(), boundary, weightSalt);
    this.machine = new TensorMachine(lowered.program());
    this.constants = ConstantBounds.of(lowered.program());
    this.digest = digest(graph, weightSalt);
    if (!boundary.hasPublicWeights()) {
      // Refuses now what could not be certified later.
      ConstantPlan.of(constants);
    }
  }

  private static byte[] digest(QuantizedGraph graph, @Nullable Salt salt) {
    Keccak256 hash = new Keccak256();
    if (salt != null) {
      hash.update("zkml/model/1".getBytes(StandardCharsets.US_ASCII)).update(salt.toBytes());
    }
    return hash.update(QuantCodec.encode(graph)).digest();
  }

  static CompiledModel of(
      byte[] sourceDigest,
      QuantizedGraph graph,
      NumericPolicy policy,
      Boundary boundary,
      @Nullable Salt weightSalt,
      SecurityParameters parameters) {
    return new CompiledModel(sourceDigest, graph, policy, boundary, weightSalt, parameters);
  }

  /**
   * The identity of the model: the digest of the quantised graph with all weights and scales, and
   * of {@link #weightSalt} if the weights are not public.
   */
  public String digest() {
    return HexFormat.of().formatHex(digest);
  }

  /** Keccak-256 of the ONNX file that the model was compiled from. */
  public String sourceDigest() {
    return HexFormat.of().formatHex(sourceDigest);
  }

  /** The integer program. */
  public QuantizedGraph graph() {
    return graph;
  }

  /** How finely it is quantised. */
  public NumericPolicy policy() {
    return policy;
  }

  /** Which of input, output and weights are public, committed or private. */
  public Boundary boundary() {
    return boundary;
  }

  /**
   * The secret salt of committed or private weights, empty for public ones. Whoever has it and the
   * quantised graph recomputes digest and key.
   */
  public Optional<Salt> weightSalt() {
    return Optional.ofNullable(weightSalt);
  }

  /** The parameter set of its keys and proofs. */
  public SecurityParameters parameters() {
    return parameters;
  }

  /** The inputs in the model's order: name, stored shape, scale. */
  public List<QuantValue> inputs() {
    return graph.inputValues();
  }

  /** The outputs in the model's order: name, shape, scale. */
  public List<QuantValue> outputs() {
    return graph.outputValues();
  }

  /**
   * The input.
   *
   * @throws SeveralTensorsException if the model has several
   */
  public QuantValue input() {
    return SeveralTensorsException.only(inputs(), "input");
  }

  /**
   * The output.
   *
   * @throws SeveralTensorsException if the model has several
   */
  public QuantValue output() {
    return SeveralTensorsException.only(outputs(), "output");
  }

  /** Cells that every proof commits to. */
  public long committedCells() {
    return machine.committedCells();
  }

  /** Cells of weights and biases, committed once. */
  public long constantCells() {
    return machine.constantCells();
  }

  /** Bus messages of a proof, padding rows included. */
  public long lookups() {
    return machine.lookups();
  }

  /** How many bits of security its proofs will have, term by term. */
  public SecurityReport securityReport() {
    return machine.securityReport(parameters);
  }

  /**
   * Quantises an input.
   *
   * @param input as many elements as the model's input has
   * @throws IllegalArgumentException if the size differs or an entry is not a number
   * @throws SaturationException if entries are outside the input's calibrated range
   */
  public long[] quantize(FloatTensor input) {
    return input().quantize(input);
  }

  /**
   * Quantises all inputs.
   *
   * @param named exactly the model's inputs by name
   * @return their integers in the model's order
   * @throws IllegalArgumentException if one is missing or unknown, or does not fit
   * @throws SaturationException if entries are outside an input's calibrated range
   */
  public List<long[]> quantize(Map<String, FloatTensor> named) {
    List<long[]> integers = new ArrayList<>();
    for (QuantValue input : inputs()) {
      FloatTensor tensor = named.get(input.name());
      if (tensor == null) {
        throw new IllegalArgumentException("input '" + input.name() + "' is missing");
      }
      integers.add(input.quantize(tensor));
    }
    if (named.size() != integers.size()) {
      throw new IllegalArgumentException(
          "the model has " + integers.size() + " inputs, got " + named.keySet());
    }
    return integers;
  }

  /** The real numbers behind output integers. */
  public FloatTensor dequantize(long[] output) {
    return dequantize(output(), output);
  }

  /** The real numbers behind the integers of all outputs, by name, in the model's order. */
  public Map<String, FloatTensor> dequantize(List<long[]> integers) {
    return dequantize(outputs(), integers);
  }

  static Map<String, FloatTensor> dequantize(List<QuantValue> values, List<long[]> integers) {
    Map<String, FloatTensor> out = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      out.put(values.get(i).name(), dequantize(values.get(i), integers.get(i)));
    }
    return out;
  }

  static FloatTensor dequantize(QuantValue value, long[] integers) {
    double[] real = new double[integers.length];
    for (int i = 0; i < real.length; i++) {
      real[i] = value.real(i, integers[i]);
    }
    TensorShape shape = value.shape();
    return FloatTensor.of(shape, real);
  }

  /**
   * Runs the model on exact integers, without a proof.
   *
   * @throws SaturationException if a value leaves its bounds
   */
  public FloatTensor run(FloatTensor input) {
    return dequantize(IntegerInterpreter.run(graph, quantize(input)));
  }

  /** As {@link #run(FloatTensor)}, with all inputs and outputs by name. */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> named) {
    return dequantize(IntegerInterpreter.run(graph, quantize(named)));
  }

  /**
   * The model as guests of the virtual machine call it, whatever its own boundary: input and output
   * are words of the guest's memory.
   *
   * @throws IllegalArgumentException if an input or output needs more than 32 bits
   * @throws IllegalStateException if the weights are not public
   */
  public ModelObject guestModel() {
    if (weightSalt != null) {
      throw new IllegalStateException("the key of a guest shows what its models are");
    }
    Boundary hidden = new Boundary(Visibility.PRIVATE, Visibility.PRIVATE);
    LoweredModel program = Lowering.lower(graph, policy.windowBits(), hidden);
    return new ModelObject(
        new GuestModel(program.program(), program.inputs(), program.outputs()),
        program.constants());
  }

  LoweredModel lowered() {
    return lowered;
  }

  TensorMachine machine() {
    return machine;
  }

  List<ConstantBounds> constants() {
    return constants;
  }

  byte[] digestBytes() {
    return digest.clone();
  }

  /** Saves the model to a file; {@link #load} reads it again. */
  public void save(Path file) throws IOException {
    ModelFile.write(file, encode());
  }

  /**
   * Loads a model.
   *
   * @throws ModelFormatException if the file is not a compiled model of this version
   */
  public static CompiledModel load(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(file + " is too large for a compiled model");
    }
    return decode(Files.readAllBytes(file));
  }

  private byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(sourceDigest);
      out.writeByte(policy.windowBits());
      out.writeByte(policy.activationBits());
      out.write(boundary.encode());
      if (weightSalt != null) {
        out.write(weightSalt.toBytes());
      }
      out.writeUTF(parameters.name());
      out.write(QuantCodec.encode(graph));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ModelFile.wrap(MAGIC, bytes.toByteArray());
  }

  private static CompiledModel decode(byte[] bytes) throws ModelFormatException {
    byte[] body = ModelFile.unwrap(MAGIC, "compiled model", bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      byte[] source = in.readNBytes(Keccak256.DIGEST_BYTES);
      NumericPolicy policy = new NumericPolicy(in.readByte(), in.readByte());
      Boundary boundary = Boundary.decode(in.readNBytes(Boundary.BYTES));
      Salt salt = boundary.hasPublicWeights() ? null : Salt.of(in.readNBytes(Salt.BYTES));
      SecurityParameters parameters = SecurityParameters.named(in.readUTF());
      QuantizedGraph graph = QuantCodec.decode(in.readAllBytes());
      return new CompiledModel(source, graph, policy, boundary, salt, parameters);
    } catch (IOException | RuntimeException e) {
      throw new ModelFormatException("malformed compiled model: " + e.getMessage(), e);
    }
  }
}
