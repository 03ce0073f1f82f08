package io.zkml.core.codec;

import io.zkml.core.merkle.Digest;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The byte form of statements: magic, version, every tensor's entries behind their number, digests
 * of the commitments, context behind its length. Whether a statement fits a key is for the verifier
 * to say.
 */
public final class StatementCodec {

  private StatementCodec() {}

  /**
   * The bytes of a statement.
   *
   * @throws IllegalArgumentException if it is larger than {@link #decode} accepts
   */
  public static byte[] encode(Statement statement) {
    require(statement.tensors().size() <= KeyLimits.MAX_PUBLIC_TENSORS, "tensors");
    require(statement.context().length <= KeyLimits.MAX_CONTEXT_BYTES, "bytes of context");
    ByteWriter out = new ByteWriter();
    out.bytes(Magic.STATEMENT.bytes()).u16(VerifyingKey.PROTOCOL_VERSION);
    out.i32(statement.tensors().size());
    long entries = 0;
    for (long[] tensor : statement.tensors()) {
      entries += tensor.length;
      require(entries <= KeyLimits.MAX_PUBLIC_ENTRIES, "entries");
      out.i32(tensor.length);
      for (long v : tensor) {
        out.i64(v);
      }
    }
    require(statement.commitments().size() <= KeyLimits.MAX_COMMITMENTS, "commitments");
    out.i32(statement.commitments().size());
    for (Digest d : statement.commitments()) {
      out.bytes(d.toBytes());
    }
    return out.i32(statement.context().length).bytes(statement.context()).toBytes();
  }

  /**
   * The statement of these bytes.
   *
   * @param bytes untrusted; not changed
   * @throws KeyFormatException if they are not the byte form of a statement
   */
  public static Statement decode(byte[] bytes) throws KeyFormatException {
    ByteReader<KeyFormatException> in =
        new ByteReader<>(
            bytes, (reason, position, detail) -> new KeyFormatException(position, detail));
    in.expect(Magic.STATEMENT.bytes(), "magic of a statement");
    if (in.u16("version") != VerifyingKey.PROTOCOL_VERSION) {
      throw in.malformed("another version of the protocol");
    }
    int n = in.count(KeyLimits.MAX_PUBLIC_TENSORS, Integer.BYTES, "tensors");
    List<long[]> tensors = new ArrayList<>(n);
    int entries = 0;
    for (int i = 0; i < n; i++) {
      int length =
          in.count(KeyLimits.MAX_PUBLIC_ENTRIES - entries, Long.BYTES, "entries of a tensor");
      entries += length;
      long[] tensor = new long[length];
      for (int j = 0; j < length; j++) {
        tensor[j] = in.i64("entry");
      }
      tensors.add(tensor);
    }
    int digests = in.count(KeyLimits.MAX_COMMITMENTS, Digest.BYTES, "commitments");
    List<Digest> commitments = new ArrayList<>(digests);
    for (int i = 0; i < digests; i++) {
      commitments.add(Digest.of(in.bytes(Digest.BYTES, "commitment")));
    }
    int length = in.count(KeyLimits.MAX_CONTEXT_BYTES, 1, "bytes of context");
    byte[] context = in.bytes(length, "context");
    in.end();
    return new Statement(tensors, commitments, context);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("a statement with too many " + what);
    }
  }
}
