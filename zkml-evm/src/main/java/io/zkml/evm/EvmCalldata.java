package io.zkml.evm;

import io.zkml.core.hash.Keccak256;
import io.zkml.core.merkle.Digest;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.plan.PackedInteger;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is sent to the verifier contract. */
public final class EvmCalldata {

  private static final int WORD = 32;
  private static final int SELECTOR = 4;
  private static final int ARGUMENTS = 3;

  private EvmCalldata() {}

  /**
   * A statement as the contract reads it: the entries of every public tensor, row-major, each as
   * big-endian two's complement (unsigned if its bounds allow no negative one) of as few bytes as
   * the bounds need; the digests; what the context holds beyond its prefix.
   *
   * @throws IllegalArgumentException if the statement does not fit the key or the prefix
   */
  public static byte[] publicIo(VerifyingKey key, Statement statement, byte[] contextPrefix) {
    byte[] context = statement.context();
    int n = contextPrefix.length;
    if (context.length < n || !Arrays.equals(contextPrefix, Arrays.copyOf(context, n))) {
      throw new IllegalArgumentException("the statement's context has another prefix");
    }
    if (statement.tensors().size() != key.plan().publicTensors().size()) {
      throw new IllegalArgumentException("the statement has other tensors");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int t = 0; t < statement.tensors().size(); t++) {
      PublicTensor spec = key.plan().publicTensors().get(t);
      int width = PackedInteger.width(spec.min(), spec.max());
      for (long v : statement.tensors().get(t)) {
        if (v < spec.min() || v > spec.max()) {
          throw new IllegalArgumentException("an entry outside its bounds");
        }
        for (int i = width - 1; i >= 0; i--) {
          out.write((int) (v >>> (Byte.SIZE * i)));
        }
      }
    }
    for (Digest d : statement.commitments()) {
      out.writeBytes(d.toBytes());
    }
    out.write(context, n, context.length - n);
    return out.toByteArray();
  }

  /** The call {@code verify(bytes32 modelId, bytes publicIO, bytes proof)}. */
  public static byte[] verify(byte[] modelId, byte[] publicIo, byte[] proof) {
    int padded = ARGUMENTS * WORD + WORD + pad(publicIo.length);
    ByteBuffer out = ByteBuffer.allocate(SELECTOR + padded + WORD + pad(proof.length));
    String signature = "verify(bytes32,bytes,bytes)";
    out.put(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)), 0, SELECTOR);
    out.put(modelId);
    number(out, ARGUMENTS * WORD);
    number(out, padded);
    number(out, publicIo.length);
    out.put(publicIo).position(SELECTOR + padded);
    number(out, proof.length);
    out.put(proof);
    return out.array();
  }

  private static void number(ByteBuffer out, int v) {
    out.position(out.position() + WORD - Integer.BYTES);
    out.putInt(v);
  }

  private static int pad(int n) {
    return (n + WORD - 1) / WORD * WORD;
  }
}
