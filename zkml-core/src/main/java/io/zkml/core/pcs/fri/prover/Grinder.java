package io.zkml.core.pcs.fri.prover;

import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.fri.FriLabels;
import io.zkml.core.transcript.ProverChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Finds the least nonce that is a proof of work, whatever the number of threads. */
final class Grinder {

  private static final int TRIES_A_TASK = 1024;

  private Grinder() {}

  /** The least nonce for the channel's present state. */
  static long find(ProverChannel channel, int powBits, BatchHasher hasher, Workers workers) {
    byte[] prefix = prefix(channel.transcript().state());
    int tasks = 4 * workers.threads();
    for (long start = 0; ; start += (long) tasks * TRIES_A_TASK) {
      long base = start;
      AtomicLong best = new AtomicLong(Long.MAX_VALUE);
      workers.forEach(
          tasks,
          i -> {
            long from = base + (long) i * TRIES_A_TASK;
            if (from < best.get()) {
              best.accumulateAndGet(search(hasher, prefix, from, powBits), Math::min);
            }
          });
      if (best.get() != Long.MAX_VALUE) {
        return best.get();
      }
    }
  }

  private static long search(BatchHasher hasher, byte[] prefix, long from, int powBits) {
    long[] words = new long[TRIES_A_TASK];
    hasher.hashNonces(prefix, from, TRIES_A_TASK, words);
    for (int i = 0; i < TRIES_A_TASK; i++) {
      if (FriLabels.isProofOfWork(words[i], powBits)) {
        return from + i;
      }
    }
    return Long.MAX_VALUE;
  }

  /** What the transcript hashes when it absorbs a nonce, up to the nonce itself. */
  private static byte[] prefix(byte[] state) {
    byte[] label = FriLabels.NONCE.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(state.length + 2 + label.length + Long.BYTES);
    out.put(state).put((byte) 1).put((byte) label.length).put(label).putLong(Long.BYTES);
    return out.array();
  }
}
