package io.zkml.core.hash.simd;

import io.zkml.core.hash.BatchKeccak;
import java.util.function.Consumer;

/** Has the JIT compile the vector permutation while plain Java does the work. */
public final class KeccakWarmup {

  private static final int ROUND = 64;

  /** Rounds that have the scalar twin compiled, lest interpreted code be the measure. */
  private static final int SCALAR_ROUNDS = 32;

  private static final long LIMIT_NANOS = 60_000_000_000L;

  private KeccakWarmup() {}

  /**
   * Starts a daemon thread that hands the vector twin to {@code ready} once it is seen to be faster
   * than {@code scalar}; never, where that does not happen. Needs the Vector API.
   */
  public static void start(BatchKeccak scalar, Consumer<BatchKeccak> ready) {
    Thread.ofPlatform()
        .daemon()
        .name("zkml-keccak-warmup")
        .start(() -> {
          BatchKeccak vector = new VectorBatchKeccak();
          if (isFaster(vector, scalar)) {
            ready.accept(vector);
          }
        });
  }

  private static boolean isFaster(BatchKeccak vector, BatchKeccak scalar) {
    for (int i = 0; i < SCALAR_ROUNDS; i++) {
      nanosPerState(scalar);
    }
    long end = System.nanoTime() + LIMIT_NANOS;
    while (nanosPerState(vector) >= nanosPerState(scalar)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
    }
    return true;
  }

  /** Least time of one permutation with what goes before it, over a round of calls. */
  private static double nanosPerState(BatchKeccak k) {
    long[] states = new long[BatchKeccak.STATE_WORDS * k.lanes()];
    long[] rows = new long[BatchKeccak.RATE_WORDS * k.lanes()];
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUND; i++) {
      long start = System.nanoTime();
      k.absorb(states, 0, rows, 0, k.lanes(), BatchKeccak.RATE_WORDS);
      k.permute(states);
      best = Math.min(best, System.nanoTime() - start);
    }
    return (double) best / k.lanes();
  }
}
