package io.zkml.vm.riscv.proof;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.riscv.chip.InstructionKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The byte form of proofs of runs: magic, version, instructions by kind, words of memory, exit
 * code, output behind its length, then the proof in the form of {@link ProofCodec}. Numbers are
 * big-endian, of 4 bytes. There is one byte form of a proof and one proof of a byte form.
 */
public final class RunProofCodec {

  private static final byte[] MAGIC = "ZKRV".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_INTS = InstructionKind.ALL.size() + 3;

  private RunProofCodec() {}

  /** The part before the proof proper. */
  record Header(RunShape shape, byte[] output, int length) {}

  /** The bytes of a proof under a key. */
  public static byte[] encode(RunProof run, ProgramKey key) {
    RunPlan plan = key.plan(run.shape());
    byte[] proof = ProofCodec.encode(run.proof(), key.verifyingKey(plan));
    RunShape shape = run.shape();
    int length = MAGIC.length + Short.BYTES + HEADER_INTS * Integer.BYTES + shape.outputBytes();
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(length, proof.length));
    out.put(MAGIC).putShort((short) VerifyingKey.PROTOCOL_VERSION);
    shape.rows().forEach(out::putInt);
    out.putInt(shape.memoryWords()).putInt(shape.exitCode()).putInt(shape.outputBytes());
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
      RunShape shape = new RunShape(rows, memoryWords, outputBytes, exitCode);
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
