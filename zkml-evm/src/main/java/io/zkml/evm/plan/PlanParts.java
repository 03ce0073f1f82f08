package io.zkml.evm.plan;

import io.zkml.core.hash.Keccak256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A plan cut into parts that fit a contract's code, as {@code PlanStore} publishes them. The
 * identity of the first part, which determines all others, is the model's.
 *
 * @param parts arguments of {@code publish}, in the order of publishing: the last part first
 * @param modelId 32 bytes
 */
public record PlanParts(List<byte[]> parts, byte[] modelId) {

  /** Copies its own bytes to the code, behind the byte 00. */
  private static final byte[] INIT = HexFormat.of().parseHex("600b380380600b5f395ff300");

  private static final int ID_BYTES = 32;
  private static final int MAX_CODE = 24_576;
  private static final int MAX_BODY = MAX_CODE - 1 - ID_BYTES;

  /** Copies the arrays. */
  public PlanParts {
    parts = parts.stream().map(byte[]::clone).toList();
    modelId = modelId.clone();
  }

  @Override
  public byte[] modelId() {
    return modelId.clone();
  }

  /** The parts of a plan, as few as can be. */
  public static PlanParts of(EvmPlan plan) {
    return of(plan, MAX_BODY);
  }

  /** The parts of a plan, each of at most so many of its bytes. */
  static PlanParts of(EvmPlan plan, int maxBody) {
    byte[] program = plan.program();
    byte[] body =
        ByteBuffer.allocate(Short.BYTES + program.length)
            .putShort((short) plan.registers())
            .put(program)
            .array();
    List<byte[]> parts = new ArrayList<>();
    byte[] next = new byte[ID_BYTES];
    for (int k = (body.length - 1) / maxBody; k >= 0; k--) {
      byte[] piece =
          Arrays.copyOfRange(body, k * maxBody, Math.min(body.length, (k + 1) * maxBody));
      byte[] part = ByteBuffer.allocate(ID_BYTES + piece.length).put(next).put(piece).array();
      parts.add(part);
      next = Keccak256.hash(initCode(part));
    }
    return new PlanParts(parts, next);
  }

  /** The code whose hash is a part's identity. */
  public static byte[] initCode(byte[] part) {
    return ByteBuffer.allocate(INIT.length + part.length).put(INIT).put(part).array();
  }
}
