package io.zkml.testkit;

import io.zkml.core.field.Goldilocks;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The changes that are made to a byte string: single bits, lengths, order, field elements. */
final class ByteChanges {

  private static final int ELEMENT = Long.BYTES;

  private final byte[] bytes;
  private final String path;
  private final Sampling sampling;

  ByteChanges(byte[] bytes, String path, Sampling sampling) {
    this.bytes = bytes;
    this.path = path;
    this.sampling = sampling;
  }

  Stream<Mutation<byte[]>> all() {
    return Stream.of(flips(), shorter(), longer(), zeros(), elements(), swaps())
        .flatMap(s -> s)
        .filter(m -> !Arrays.equals(m.value(), bytes));
  }

  /** One flipped bit in each of the chosen bytes. */
  Stream<Mutation<byte[]>> flips() {
    SplittableRandom random = sampling.random(path);
    return positions(bytes.length, random)
        .mapToObj(i -> {
          int bit = random.nextInt(Byte.SIZE);
          byte[] out = bytes.clone();
          out[i] ^= (byte) (1 << bit);
          return mutation("bit " + bit + " of byte " + i, out);
        });
  }

  private Stream<Mutation<byte[]>> shorter() {
    return Stream.of(1, ELEMENT, bytes.length)
        .filter(n -> n <= bytes.length)
        .distinct()
        .map(n -> mutation("last " + n + " removed", Arrays.copyOf(bytes, bytes.length - n)));
  }

  private Stream<Mutation<byte[]>> longer() {
    return Stream.of(1, ELEMENT, 3 * ELEMENT)
        .map(n -> mutation(n + " zeros appended", Arrays.copyOf(bytes, bytes.length + n)));
  }

  private Stream<Mutation<byte[]>> zeros() {
    return Stream.of(mutation("all zero", new byte[bytes.length]));
  }

  /** Elements that are not canonical: v + p where that has 64 bits, p elsewhere. */
  private Stream<Mutation<byte[]>> elements() {
    if (bytes.length % ELEMENT != 0) {
      return Stream.empty();
    }
    SplittableRandom random = sampling.random(path);
    return positions(bytes.length / ELEMENT, random)
        .mapToObj(i -> {
          byte[] out = bytes.clone();
          ByteBuffer view = ByteBuffer.wrap(out);
          long v = view.getLong(i * ELEMENT);
          view.putLong(i * ELEMENT, notCanonical(v));
          return mutation("element " + i + " not canonical", out);
        });
  }

  /** Neighbouring words exchanged. */
  private Stream<Mutation<byte[]>> swaps() {
    SplittableRandom random = sampling.random(path);
    return positions(bytes.length / ELEMENT - 1, random)
        .mapToObj(i -> {
          byte[] out = bytes.clone();
          System.arraycopy(bytes, i * ELEMENT, out, (i + 1) * ELEMENT, ELEMENT);
          System.arraycopy(bytes, (i + 1) * ELEMENT, out, i * ELEMENT, ELEMENT);
          return mutation("words " + i + " and " + (i + 1) + " swapped", out);
        });
  }

  /** Another representative of the same element if there is one, else p. */
  static long notCanonical(long v) {
    boolean small = v >= 0 && v < Goldilocks.EPSILON;
    return small ? v + Goldilocks.P : Goldilocks.P;
  }

  private IntStream positions(int n, SplittableRandom random) {
    return Sampling.indices(Math.max(n, 0), sampling.bytes(), random);
  }

  private Mutation<byte[]> mutation(String what, byte[] value) {
    return new Mutation<>(path + ": " + what, value);
  }
}
