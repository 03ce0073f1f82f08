package io.zkml.core.codec;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.rejection.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over untrusted bytes. Numbers are big-endian. Nothing is allocated for bytes that are
 * not there: counts are compared with what remains before anything is made for them.
 *
 * @param <X> what is thrown at the first fault
 */
final class ByteReader<X extends Exception> {

  private final byte[] bytes;
  private final Failure<X> failure;
  private int position;

  /** Makes the exception for a fault. */
  @FunctionalInterface
  interface Failure<X extends Exception> {
    /** The exception for a fault found after {@code position} bytes. */
    X at(RejectReason reason, int position, String detail);
  }

  /** A cursor at the first byte; the array is not changed and must not change. */
  ByteReader(byte[] bytes, Failure<X> failure) {
    this.bytes = bytes;
    this.failure = failure;
  }

  int remaining() {
    return bytes.length - position;
  }

  X malformed(String detail) {
    return failure.at(RejectReason.MALFORMED, position, detail);
  }

  /** The next bytes are exactly these. */
  void expect(byte[] constant, String what) throws X {
    if (!Arrays.equals(bytes(constant.length, what), constant)) {
      throw malformed("wrong " + what);
    }
  }

  /** The next n bytes, a new array. */
  byte[] bytes(long n, String what) throws X {
    int from = advance(n, what);
    return Arrays.copyOfRange(bytes, from, position);
  }

  int u8(String what) throws X {
    return bytes[advance(1, what)] & 0xff;
  }

  /** A number of one byte, at most {@code max}. */
  int u8(int max, String what) throws X {
    int v = u8(what);
    if (v > max) {
      throw malformed(what + " " + v + " exceeds " + max);
    }
    return v;
  }

  boolean flag(String what) throws X {
    return u8(1, what) == 1;
  }

  int u16(String what) throws X {
    int from = advance(Short.BYTES, what);
    return (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
  }

  int i32(String what) throws X {
    return ByteBuffer.wrap(bytes, advance(Integer.BYTES, what), Integer.BYTES).getInt();
  }

  /** A number of four bytes in [0, max]. */
  int i32(int max, String what) throws X {
    int v = i32(what);
    if (v < 0 || v > max) {
      throw malformed(what + " " + v + " is not in 0.." + max);
    }
    return v;
  }

  long i64(String what) throws X {
    return ByteBuffer.wrap(bytes, advance(Long.BYTES, what), Long.BYTES).getLong();
  }

  /** An element of F. */
  long element(String what) throws X {
    long v = i64(what);
    // SOUNDNESS: v and v + p would be two byte forms of one proof, and arithmetic is right for
    // canonical elements only.
    if (!Goldilocks.isCanonical(v)) {
      throw failure.at(RejectReason.NON_CANONICAL, position, what + " is not below p");
    }
    return v;
  }

  /** n elements of F as they stand. */
  byte[] elements(long n, String what) throws X {
    int from = advance(n * Long.BYTES, what);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, position - from);
    while (in.hasRemaining()) {
      // SOUNDNESS: as in element.
      if (!Goldilocks.isCanonical(in.getLong())) {
        throw failure.at(RejectReason.NON_CANONICAL, in.position(), what + " is not below p");
      }
    }
    return Arrays.copyOfRange(bytes, from, position);
  }

  /** A count of four bytes, at most {@code max}, of things of at least {@code minBytes} bytes. */
  int count(int max, int minBytes, String what) throws X {
    int n = i32(max, "number of " + what);
    if ((long) n * minBytes > remaining()) {
      throw malformed(n + " " + what + " do not fit " + remaining() + " bytes");
    }
    return n;
  }

  /** A string of well-formed UTF-8 behind its length in four bytes. */
  String string(int maxBytes, String what) throws X {
    byte[] utf8 = bytes(count(maxBytes, 1, "bytes of " + what), what);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed(what + " is not UTF-8");
    }
  }

  /** Nothing is left. */
  void end() throws X {
    if (remaining() != 0) {
      throw malformed(remaining() + " trailing bytes");
    }
  }

  private int advance(long n, String what) throws X {
    if (n < 0 || n > remaining()) {
      throw malformed(what + " takes " + n + " bytes, " + remaining() + " remain");
    }
    int from = position;
    position += (int) n;
    return from;
  }
}
