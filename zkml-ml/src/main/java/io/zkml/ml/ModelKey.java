package io.zkml.ml;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.hash.Keccak256;
import io.zkml.core.security.SecurityReport;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.ProgramWriter;
import io.zkml.ml.quant.QuantCodec;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.SaturationException;
import io.zkml.vm.proof.BoundaryTensor;
import io.zkml.vm.proof.ConstantBounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a verifier needs of a model: the verifying key of its program, the model's digest, how
 * integers of input and output translate to real numbers, and the bounds that the program counts on
 * of its weights and tables. {@link #digest} identifies all of it.
 */
public final class ModelKey {

  private static final String MAGIC = "ZKMK";
  private static final int MAX_BYTES = 1 << 26;

  private final byte[] modelDigest;
  private final List<QuantValue> inputs;
  private final List<QuantValue> outputs;
  private final Boundary boundary;
  private final List<ConstantBounds> constants;
  private final VerifyingKey verifyingKey;

  ModelKey(
      byte[] modelDigest,
      List<QuantValue> inputs,
      List<QuantValue> outputs,
      Boundary boundary,
      List<ConstantBounds> constants,
      VerifyingKey verifyingKey) {
    this.modelDigest = modelDigest.clone();
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.boundary = boundary;
    this.constants = List.copyOf(constants);
    this.verifyingKey = verifyingKey;
  }

  /** The digest of the quantised model: equal to {@link CompiledModel#digest}. */
  public String modelDigest() {
    return HexFormat.of().formatHex(modelDigest);
  }

  /** The digest of the whole key: what to compare with a trusted source. */
  public String digest() {
    return HexFormat.of().formatHex(Keccak256.hash(toBytes()));
  }

  /** The inputs. */
  public List<QuantValue> inputs() {
    return inputs;
  }

  /** The outputs. */
  public List<QuantValue> outputs() {
    return outputs;
  }

  /**
   * The input.
   *
   * @throws SeveralTensorsException if the model has several
   */
  public QuantValue input() {
    return SeveralTensorsException.only(inputs, "input");
  }

  /**
   * The output.
   *
   * @throws SeveralTensorsException if the model has several
   */
  public QuantValue output() {
    return SeveralTensorsException.only(outputs, "output");
  }

  /** Which of input, output and weights are public, committed or private. */
  public Boundary boundary() {
    return boundary;
  }

  /** Shapes and bounds of weights and tables, in the order of the key's commitment to them. */
  public List<ConstantBounds> constants() {
    return constants;
  }

  /**
   * The commitment of a statement about this input: recompute it to check that a proof is about
   * data that you hold.
   *
   * @throws IllegalArgumentException if the input does not fit the model
   * @throws SaturationException if it is outside the calibrated range
   * @throws IllegalStateException if the model's input is not committed
   */
  public TensorCommitment inputCommitment(FloatTensor values, Salt salt) {
    return inputCommitment(input().quantize(values), salt);
  }

  /** As {@link #inputCommitment(FloatTensor, Salt)}, of the input's integers. */
  public TensorCommitment inputCommitment(long[] integers, Salt salt) {
    require(boundary.input(), "input");
    return commitment(0, input(), integers, salt);
  }

  /**
   * The commitment of a statement about this output.
   *
   * @throws IllegalArgumentException if it can be no output of the model
   * @throws SaturationException if it is outside the output's bounds
   * @throws IllegalStateException if the model's output is not committed
   */
  public TensorCommitment outputCommitment(FloatTensor values, Salt salt) {
    return outputCommitment(output().quantize(values), salt);
  }

  /** As {@link #outputCommitment(FloatTensor, Salt)}, of the output's integers. */
  public TensorCommitment outputCommitment(long[] integers, Salt salt) {
    require(boundary.output(), "output");
    return commitment(verifyingKey.plan().boundary() - 1, output(), integers, salt);
  }

  private static void require(Visibility visibility, String what) {
    if (visibility != Visibility.COMMITTED) {
      String is = visibility == Visibility.PUBLIC ? " is public" : " is private";
      throw new IllegalStateException("the model's " + what + is + ": it has no commitment");
    }
  }

  private TensorCommitment commitment(int index, QuantValue value, long[] integers, Salt salt) {
    BoundaryTensor form = new BoundaryTensor(ProgramWriter.layout(value));
    return TensorCommitment.of(form.digest(verifyingKey, index, integers, salt));
  }

  /** The key of the proof system. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** How many bits of security its proofs have, term by term. */
  public SecurityReport securityReport() {
    return PlanSecurity.report(verifyingKey);
  }

  /** What every statement about the model is bound to: key metadata, then the caller's bytes. */
  byte[] context(byte[] callerContext) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(modelDigest);
    bytes.writeBytes(Keccak256.hash(metadata()));
    bytes.writeBytes(callerContext);
    return bytes.toByteArray();
  }

  /** What the context of every statement about the model begins with: 64 bytes. */
  public byte[] contextPrefix() {
    return context(new byte[0]);
  }

  /** Bytes of {@link #context} before the caller's. */
  static final int CONTEXT_PREFIX = 2 * Keccak256.DIGEST_BYTES;

  private byte[] metadata() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      encode(out, inputs);
      encode(out, outputs);
      out.write(boundary.encode());
      ConstantsCodec.encode(out, constants);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void encode(DataOutputStream out, List<QuantValue> values) throws IOException {
    out.writeShort(values.size());
    for (QuantValue v : values) {
      QuantCodec.encodeValue(out, v);
    }
  }

  private static List<QuantValue> decode(DataInputStream in) throws IOException {
    List<QuantValue> values = new ArrayList<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      values.add(QuantCodec.decodeValue(in));
    }
    return values;
  }

  /** The plan's tensors must be the input and the output, as the key describes them. */
  private void checkTensors() throws ModelFormatException {
    List<PublicTensor> tensors = verifyingKey.plan().publicTensors();
    List<QuantValue> shown = selected(Visibility.PUBLIC);
    boolean fits = tensors.size() == shown.size();
    for (int i = 0; fits && i < shown.size(); i++) {
      QuantValue v = shown.get(i);
      PublicTensor t = tensors.get(i);
      fits = t.min() == v.min() && t.max() == v.max();
      fits &= shape(t).equals(v.shape());
    }
    List<ProofPlan.CommittedVector> vectors = new ArrayList<>();
    for (QuantValue v : selected(Visibility.COMMITTED)) {
      vectors.add(new BoundaryTensor(ProgramWriter.layout(v)).vector());
    }
    int first = verifyingKey.plan().preprocessed();
    int committed = verifyingKey.plan().boundary();
    fits &= vectors.equals(verifyingKey.plan().commitments().subList(first, first + committed));
    fits &= first == 1;
    // SOUNDNESS: who compares one digest would know nothing of a second committed tensor.
    fits &= boundary.fits(inputs.size(), outputs.size());
    fits &=
        ConstantBounds.blockLogs(constants)
            .equals(verifyingKey.plan().commitments().getFirst().blockLogs());
    // SOUNDNESS: integers would be read under another shape or scale than they were proven in.
    if (!fits) {
      throw new ModelFormatException(
          "the model key's input, output or constants are not those of its program");
    }
  }

  private List<QuantValue> selected(Visibility visibility) {
    return boundary.select(visibility, inputs, outputs).stream().flatMap(List::stream).toList();
  }

  private static TensorShape shape(PublicTensor t) {
    return TensorShape.of(t.layout().axes().stream().mapToInt(AxisLayout::length).toArray());
  }

  /** The key's file form. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(modelDigest);
    bytes.writeBytes(metadata());
    bytes.writeBytes(VerifyingKeyCodec.encode(verifyingKey));
    return ModelFile.wrap(MAGIC, bytes.toByteArray());
  }

  /** Saves the key to a file. */
  public void save(Path file) throws IOException {
    ModelFile.write(file, toBytes());
  }

  /**
   * Loads a key.
   *
   * @throws ModelFormatException if the file is not a model key of this version
   */
  public static ModelKey load(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(file + " is too large for a model key");
    }
    return of(Files.readAllBytes(file));
  }

  /**
   * The key of these bytes.
   *
   * @throws ModelFormatException if they are not a model key of this version
   */
  public static ModelKey of(byte[] bytes) throws ModelFormatException {
    byte[] body = ModelFile.unwrap(MAGIC, "model key", bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      byte[] model = in.readNBytes(Keccak256.DIGEST_BYTES);
      List<QuantValue> inputs = decode(in);
      List<QuantValue> outputs = decode(in);
      Boundary boundary = Boundary.decode(in.readNBytes(Boundary.BYTES));
      List<ConstantBounds> constants = ConstantsCodec.decode(in);
      VerifyingKey verifyingKey = VerifyingKeyCodec.decode(in.readAllBytes());
      ModelKey key = new ModelKey(model, inputs, outputs, boundary, constants, verifyingKey);
      key.checkTensors();
      if (!Arrays.equals(key.toBytes(), bytes)) {
        throw new ModelFormatException("the model key is not in its canonical form");
      }
      return key;
    } catch (IOException | KeyFormatException | IllegalArgumentException | ArithmeticException e) {
      throw new ModelFormatException("malformed model key: " + e.getMessage(), e);
    }
  }
}
