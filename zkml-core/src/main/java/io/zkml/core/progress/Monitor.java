package io.zkml.core.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Watches one computation: reports its stages, times them, and stops it between two stages when
 * asked to, or when its thread is interrupted. {@link #cancel} may be called from any thread,
 * everything else belongs to the computing one.
 */
public final class Monitor {

  private final ProgressListener listener;
  private int total;
  private final List<StageTimes.StageTime> times = new ArrayList<>();
  private volatile boolean cancelled;

  /** A monitor of a computation of {@code total} stages. */
  public Monitor(ProgressListener listener, int total) {
    this.listener = listener;
    this.total = total;
  }

  /** A monitor that nobody listens to. */
  public static Monitor silent() {
    return new Monitor(ProgressListener.none(), Stage.values().length);
  }

  /**
   * Asks the computation to stop; it throws {@link CancellationException} before its next stage.
   */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Runs a stage.
   *
   * @throws CancellationException if the computation was cancelled, or its thread is interrupted;
   *     the thread stays so
   */
  public <T> T stage(Stage stage, Supplier<T> work) {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("cancelled before " + stage);
    }
    listener.progress(stage, times.size(), total);
    long start = System.nanoTime();
    T result = work.get();
    long nanos = System.nanoTime() - start;
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    times.add(new StageTimes.StageTime(stage, nanos, heap));
    listener.progress(stage, times.size(), total);
    return result;
  }

  /** There will be more stages than was said. */
  public void expect(int stages) {
    total += stages;
  }

  /** The next stages are those of one shard: see {@link ProgressListener#shard}. */
  public void shard(int shard, int shards) {
    listener.shard(shard, shards);
  }

  /** The stages that have ended. */
  public StageTimes times() {
    return new StageTimes(times);
  }
}
