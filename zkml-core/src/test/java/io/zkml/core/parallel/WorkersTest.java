package io.zkml.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hanging loop fails by the timeout, which no passing test comes near. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64})
  void forEach_anyNumberOfTasks_runsEachOnce(int threads) {
    try (Workers workers = Workers.of(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      for (int tasks : new int[] {0, 1, 2, 3, 100, 10_000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        workers.forEach(tasks, runs::incrementAndGet);
        for (int i = 0; i < tasks; i++) {
          assertThat(runs.get(i)).as("task %d of %d", i, tasks).isEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void forRange_anyLength_coversItOnce(int threads) {
    try (Workers workers = Workers.of(threads)) {
      for (int n : new int[] {0, 1, 6, 7, 8, 13, 14, 15, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(n);
        workers.forRange(
            n,
            7,
            (from, to) -> {
              assertThat(to - from).isBetween(1, 7);
              for (int i = from; i < to; i++) {
                runs.incrementAndGet(i);
              }
            });
        for (int i = 0; i < n; i++) {
          assertThat(runs.get(i)).as("index %d of %d", i, n).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void forRange_largestLength_endsThere() {
    int n = Integer.MAX_VALUE;
    try (Workers workers = Workers.of(2)) {
      AtomicLong sum = new AtomicLong();
      workers.forRange(n, 1 << 20, (from, to) -> sum.addAndGet(to - from));
      assertThat(sum.get()).isEqualTo(n);
    }
  }

  @Test
  void forEach_nested_finishes() {
    try (Workers workers = Workers.of(4)) {
      AtomicInteger runs = new AtomicInteger();
      workers.forEach(
          20, i -> workers.forEach(20, j -> workers.forEach(5, k -> runs.incrementAndGet())));
      assertThat(runs.get()).isEqualTo(2000);
    }
  }

  @Test
  void forEach_manyCallers_eachSeesItsOwnTasks() throws InterruptedException {
    try (Workers workers = Workers.of(3)) {
      AtomicInteger wrong = new AtomicInteger();
      List<Thread> callers = new ArrayList<>();
      for (int c = 0; c < 16; c++) {
        callers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int round = 0; round < 50; round++) {
                    AtomicInteger sum = new AtomicInteger();
                    workers.forEach(40, sum::addAndGet);
                    wrong.addAndGet(sum.get() == 780 ? 0 : 1);
                  }
                }));
      }
      for (Thread t : callers) {
        t.join();
      }
      assertThat(wrong.get()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void forEach_taskThrows_throwsTheSame(int threads) {
    try (Workers workers = Workers.of(threads)) {
      for (int bad : new int[] {0, 1, 50, 99}) {
        IllegalStateException failure = new IllegalStateException("task " + bad);
        assertThatThrownBy(() -> workers.forEach(100, i -> throwAt(i, bad, failure)))
            .isSameAs(failure);
      }
      AssertionError error = new AssertionError("an error");
      assertThatThrownBy(() ->
              workers.forEach(
                  100,
                  i -> {
                    if (i == 7) {
                      throw error;
                    }
                  }))
          .isSameAs(error);
      AtomicInteger runs = new AtomicInteger();
      workers.forEach(10, i -> runs.incrementAndGet());
      assertThat(runs.get()).isEqualTo(10);
    }
  }

  private static void throwAt(int i, int bad, RuntimeException failure) {
    if (i == bad) {
      throw failure;
    }
  }

  @Test
  void forEach_helperThrows_noTaskRunsAfterTheReturn() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      Thread caller = Thread.currentThread();
      CountDownLatch helperIn = new CountDownLatch(1);
      AtomicBoolean returned = new AtomicBoolean();
      AtomicBoolean late = new AtomicBoolean();
      assertThatThrownBy(() ->
              workers.forEach(
                  1000,
                  i -> {
                    late.compareAndSet(false, returned.get());
                    if (Thread.currentThread() == caller) {
                      await(helperIn);
                    } else {
                      helperIn.countDown();
                      throw new IllegalStateException("helper");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("helper");
      returned.set(true);
      workers.forEach(100, i -> {});
      assertThat(late.get()).isFalse();
    }
  }

  @Test
  void forEach_callerThrows_waitsForRunningHelpers() {
    try (Workers workers = Workers.of(2)) {
      Thread caller = Thread.currentThread();
      // Each of the two takes one task: none ends before both have begun.
      CountDownLatch helperIn = new CountDownLatch(1);
      CountDownLatch callerIn = new CountDownLatch(1);
      AtomicBoolean helperDone = new AtomicBoolean();
      assertThatThrownBy(() ->
              workers.forEach(
                  2,
                  i -> {
                    if (Thread.currentThread() == caller) {
                      callerIn.countDown();
                      await(helperIn);
                      throw new IllegalStateException("caller");
                    }
                    helperIn.countDown();
                    await(callerIn);
                    spin();
                    helperDone.set(true);
                  }))
          .hasMessage("caller");
      assertThat(helperDone.get()).isTrue();
    }
  }

  @Test
  void forEach_callerIsInterrupted_finishesAndKeepsTheFlag() {
    try (Workers workers = Workers.of(4)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(200);
      Thread.currentThread().interrupt();
      workers.forEach(
          200,
          i -> {
            spin();
            runs.incrementAndGet(i);
          });
      assertThat(Thread.interrupted()).isTrue();
      for (int i = 0; i < runs.length(); i++) {
        assertThat(runs.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void forEach_writesOfTasks_areSeenByTheCaller() {
    try (Workers workers = Workers.of(4)) {
      for (int round = 0; round < 200; round++) {
        int[] out = new int[64];
        int value = round;
        workers.forEach(out.length, i -> out[i] = value);
        assertThat(out).containsOnly(value);
      }
    }
  }

  @Test
  void of_noThreads_throws() {
    for (int threads : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> Workers.of(threads))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 1");
    }
    try (Workers workers = Workers.ofAllCores()) {
      assertThat(workers.threads()).isPositive();
    }
  }

  @Test
  void helpers_areDaemonThreads() {
    try (Workers workers = Workers.of(3)) {
      AtomicInteger others = new AtomicInteger();
      Thread caller = Thread.currentThread();
      workers.forEach(
          300,
          i -> {
            spin();
            if (Thread.currentThread() != caller && !Thread.currentThread().isDaemon()) {
              others.incrementAndGet();
            }
          });
      assertThat(others.get()).isZero();
    }
  }

  private static void spin() {
    for (int i = 0; i < 2000; i++) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
