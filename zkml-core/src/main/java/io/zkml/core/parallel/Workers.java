package io.zkml.core.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a prover: the one place that knows about them. A parallel loop runs its tasks on
 * the calling thread and on the helpers; nothing that is computed may depend on which task ran
 * where, so results do not depend on the number of threads. Thread-safe; loops may be nested (an
 * inner loop simply finds fewer free helpers).
 */
public final class Workers implements AutoCloseable {

  private final int threads;
  private final @Nullable ExecutorService helpers;

  private Workers(int threads) {
    this.threads = threads;
    this.helpers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1, Thread.ofPlatform().daemon().name("zkml-worker-", 0).factory());
  }

  /** The given number of threads, the calling one included; helpers are daemon threads. */
  public static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    return new Workers(threads);
  }

  /** One thread for each available processor. */
  public static Workers ofAllCores() {
    return of(Runtime.getRuntime().availableProcessors());
  }

  /** Number of threads, the calling one included. */
  public int threads() {
    return threads;
  }

  /** Runs task.accept(0), ..., task.accept(tasks - 1), in any order, and waits for all. */
  public void forEach(int tasks, IntConsumer task) {
    int extra = Math.min(threads, tasks) - 1;
    if (extra <= 0 || helpers == null) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    Share[] shares = new Share[extra];
    for (int i = 0; i < extra; i++) {
      shares[i] = new Share(loop);
      helpers.execute(shares[i]);
    }
    try {
      loop.run();
    } finally {
      next.set(tasks);
      await(shares);
    }
  }

  /**
   * A loop over [0, n) cut into contiguous ranges of {@code grain} indices (the last one shorter).
   */
  public void forRange(int n, int grain, RangeTask task) {
    int tasks = Math.ceilDiv(n, grain);
    // Not (i + 1) grain: it overflows near the largest length.
    forEach(tasks, i -> task.run(i * grain, i * grain + Math.min(grain, n - i * grain)));
  }

  /** Stops the helper threads. */
  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }

  /** A piece of a parallel loop. */
  @FunctionalInterface
  public interface RangeTask {
    /** Handles indices [from, to). */
    void run(int from, int to);
  }

  /** One helper's part in a loop: runs at most once, and not at all once it has been withdrawn. */
  private static final class Share implements Runnable {
    private final Runnable loop;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    Share(Runnable loop) {
      this.loop = loop;
    }

    @Override
    public void run() {
      if (taken.compareAndSet(false, true)) {
        try {
          loop.run();
        } catch (Throwable t) {
          failure = t;
        } finally {
          done.countDown();
        }
      }
    }

    /** Waits for the helper if it has started, otherwise keeps it from starting. */
    boolean finish() {
      boolean interrupted = false;
      while (!taken.compareAndSet(false, true)) {
        try {
          done.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // the loop's data is still being written: wait on, tell the caller
        }
      }
      return interrupted;
    }
  }

  private static void await(Share[] shares) {
    boolean interrupted = false;
    Throwable failure = null;
    for (Share s : shares) {
      interrupted |= s.finish();
      failure = s.failure == null ? failure : s.failure;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
