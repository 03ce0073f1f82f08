package io.zkml.vm.riscv.proof;

import io.zkml.core.codec.ShardedProofCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.ShardedKey;
import io.zkml.core.stark.ShardedProof;
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
 * The byte form of proofs of runs: magic, version, number of shards, each shard's instructions by
 * kind, words of memory, exit code, length of the output, model, input, output and clk of every
 * call of a model, the output, then the proof in the form of {@link ShardedProofCodec}. Numbers are
 * big-endian, of 4 bytes. There is one byte form of a proof and one proof of a byte form.
 */
public final class RunProofCodec {

  private static final byte[] MAGIC = "ZKRV".getBytes(StandardCharsets.US_ASCII);

  /** Shards, words of memory, exit code, length of the output. */
  private static final int OTHER_INTS = 4;

  private static final int CALL_INTS = 4;

  private RunProofCodec() {}

  /** The part before the proof proper. */
  record Header(RunShape shape, byte[] output, int length) {}

  /** The bytes of a proof under a key. */
  public static byte[] encode(RunProof run, ProgramKey key) {
    RunShape shape = run.shape();
    byte[] proof = ShardedProofCodec.encode(run.proof(), key.verifyingKey(key.plans(shape)));
    int rows = shape.shards().size() * InstructionKind.ALL.size();
    int ints = OTHER_INTS + rows + CALL_INTS * shape.calls().size();
    int length = MAGIC.length + Short.BYTES + ints * Integer.BYTES + shape.outputBytes();
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(length, proof.length));
    out.put(MAGIC).putShort((short) VerifyingKey.PROTOCOL_VERSION);
    out.putInt(shape.shards().size());
    for (ShardRows shard : shape.shards()) {
      shard.rows().forEach(out::putInt);
    }
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
      List<ShardRows> shards = shards(in);
      int memoryWords = in.getInt();
      int exitCode = in.getInt();
      int outputBytes = in.getInt();
      List<ModelCall> calls = calls(in, calls(shards));
      RunShape shape = new RunShape(shards, memoryWords, outputBytes, exitCode, calls);
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

  private static List<ShardRows> shards(ByteBuffer in) throws ProofRejectedException {
    int n = in.getInt();
    require(n >= 1 && n <= RunShape.MAX_SHARDS, n + " shards");
    List<ShardRows> shards = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      List<Integer> rows = new ArrayList<>(InstructionKind.ALL.size());
      for (int k = 0; k < InstructionKind.ALL.size(); k++) {
        rows.add(in.getInt());
      }
      shards.add(new ShardRows(rows));
    }
    return shards;
  }

  private static long calls(List<ShardRows> shards) {
    return shards.stream().mapToLong(s -> s.rows(InstructionKind.MODEL_CALL)).sum();
  }

  private static List<ModelCall> calls(ByteBuffer in, long count) throws ProofRejectedException {
    require(count >= 0 && count <= RunShape.MAX_CALLS, count + " calls of models");
    List<ModelCall> calls = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      calls.add(new ModelCall(in.getInt(), in.getInt(), in.getInt(), in.getInt()));
    }
    return calls;
  }

  /** The proof behind a header. */
  static ShardedProof proof(byte[] bytes, Header header, ShardedKey key)
      throws ProofRejectedException {
    return ShardedProofCodec.decode(Arrays.copyOfRange(bytes, header.length(), bytes.length), key);
  }

  private static void require(boolean condition, String what) throws ProofRejectedException {
    if (!condition) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what);
    }
  }
}
