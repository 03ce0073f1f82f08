package io.zkml.vm.riscv.proof;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.model.ModelCall;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The byte form of proofs of runs: magic, version, instructions by kind, words of memory, exit
 * code, length of the output, model, input, output and clk of every call of a model, the output,
 * then the proof in the form of {@link ProofCodec}. Numbers are big-endian, of 4 bytes. There is
 * one byte form of a proof and one proof of a byte form.
 */
public final class RunProofCodec {

  private static final byte[] MAGIC = "ZKRV".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_INTS = InstructionKind.ALL.size() + 3;
  private static final int CALL_INTS = 4;

  private RunProofCodec() {}

  /** The part before the proof proper. */
  record Header(RunShape shape, byte[] output, int length) {}

  /** The bytes of a proof under a key. */
  public static byte[] encode(RunProof run, ProgramKey key) {
    RunPlan plan = key.plan(run.shape());
    byte[] proof = ProofCodec.encode(run.proof(), key.verifyingKey(plan));
    RunShape shape = run.shape();
    int ints = HEADER_INTS + CALL_INTS * shape.calls().size();
    int length = MAGIC.length + Short.BYTES + ints * Integer.BYTES + shape.outputBytes();
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(length, proof.length));
    out.put(MAGIC).putShort((short) VerifyingKey.PROTOCOL_VERSION);
    shape.rows().forEach(out::putInt);
    out.putInt(shape.memoryWords()).putInt(shape.exitCode()).putInt(shape.outputBytes());
    for (ModelCall call : shape.calls()) {
      out.putInt(call.model()).putInt(call.input()).putInt(call.output()).putInt(call.clk());
    }
    return out.put(run.output()).put(proof).array();
  }

  /**
   * Reads what stands before the proof.
   *
   * @param bytes untrusted
   */
  static Header header(byte[] bytes) throws ProofRejectedException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      require(Arrays.equals(magic, MAGIC), "no proof of a run");
      require(in.getShort() == VerifyingKey.PROTOCOL_VERSION, "another version of the protocol");
      List<Integer> rows = new ArrayList<>(InstructionKind.ALL.size());
      for (int k = 0; k < InstructionKind.ALL.size(); k++) {
        rows.add(in.getInt());
      }
      int memoryWords = in.getInt();
      int exitCode = in.getInt();
      int outputBytes = in.getInt();
      List<ModelCall> calls = calls(in, rows.get(InstructionKind.MODEL_CALL.number()));
      RunShape shape = new RunShape(rows, memoryWords, outputBytes, exitCode, calls);
      require(outputBytes <= in.remaining(), "output of " + outputBytes + " bytes");
      byte[] output = new byte[outputBytes];
      in.get(output);
      return new Header(shape, output, in.position());
    } catch (BufferUnderflowException e) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "truncated");
    } catch (IllegalArgumentException e) {
      throw new ProofRejectedException(RejectReason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static List<ModelCall> calls(ByteBuffer in, int count) throws ProofRejectedException {
    require(count >= 0 && count <= RunShape.MAX_CALLS, count + " calls of models");
    List<ModelCall> calls = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      calls.add(new ModelCall(in.getInt(), in.getInt(), in.getInt(), in.getInt()));
    }
    return calls;
  }

  /** The proof behind a header. */
  static StarkProof proof(byte[] bytes, Header header, VerifyingKey key)
      throws ProofRejectedException {
    return ProofCodec.decode(Arrays.copyOfRange(bytes, header.length(), bytes.length), key);
  }

  private static void require(boolean condition, String what) throws ProofRejectedException {
    if (!condition) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what);
    }
  }
}
