package io.zkml.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changes encoded bytes: what a decoder and the verifier behind it must refuse. */
public final class ByteTamper {

  private ByteTamper() {}

  /** All changes of the other methods. */
  public static Iterable<Mutation<byte[]>> all(byte[] bytes, Sampling sampling) {
    return () ->
        Stream.of(
                flipStream(bytes, sampling),
                truncationStream(bytes, sampling),
                extensionStream(bytes, sampling))
            .flatMap(s -> s)
            .iterator();
  }

  /** One flipped bit in each of the chosen bytes. */
  public static Iterable<Mutation<byte[]>> flips(byte[] bytes, Sampling sampling) {
    return () -> flipStream(bytes, sampling).iterator();
  }

  /** The bytes before each of the chosen positions. */
  public static Iterable<Mutation<byte[]>> truncations(byte[] bytes, Sampling sampling) {
    return () -> truncationStream(bytes, sampling).iterator();
  }

  /** The bytes with zeros, random bytes or themselves behind them. */
  public static Iterable<Mutation<byte[]>> extensions(byte[] bytes, Sampling sampling) {
    return () -> extensionStream(bytes, sampling).iterator();
  }

  private static Stream<Mutation<byte[]>> flipStream(byte[] bytes, Sampling sampling) {
    return new ByteChanges(bytes, "bytes", sampling).flips();
  }

  private static Stream<Mutation<byte[]>> truncationStream(byte[] bytes, Sampling sampling) {
    SplittableRandom random = sampling.random("truncations");
    return Sampling.indices(bytes.length, sampling.bytes(), random)
        .mapToObj(n -> new Mutation<>("first " + n + " bytes", Arrays.copyOf(bytes, n)));
  }

  private static Stream<Mutation<byte[]>> extensionStream(byte[] bytes, Sampling sampling) {
    SplittableRandom random = sampling.random("extensions");
    Stream<Mutation<byte[]>> zeros =
        IntStream.of(1, 2, 8, 32)
            .mapToObj(
                n -> new Mutation<>(n + " zeros behind", Arrays.copyOf(bytes, bytes.length + n)));
    byte[] noise = Arrays.copyOf(bytes, bytes.length + 8);
    for (int i = bytes.length; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt();
    }
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return Stream.concat(
        zeros, Stream.of(new Mutation<>("noise behind", noise), new Mutation<>("twice", twice)));
  }
}
