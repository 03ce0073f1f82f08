package io.zkml.core.field.simd;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import java.util.List;
import java.util.function.Consumer;

/** Runs every vector kernel until the JIT has compiled it. */
final class KernelWarmup {

  private static final int N = 256;
  private static final int HALF = 8;
  private static final int CALLS = 1000;
  private static final int ROUNDS = 16;
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final long[] a = new long[N];
  private final long[] b = new long[N];
  private final long[] out = new long[N];
  private final ExtVector x = new ExtVector(N);
  private final ExtVector y = new ExtVector(N);
  private final ExtVector z = new ExtVector(N);

  private KernelWarmup() {
    for (int i = 0; i < N; i++) {
      a[i] = 0x9E37_79B9_7F4AL * (i + 1);
      b[i] = 0xBF58_476D_1CE4L * (i + 3);
      x.set(i, new Ext3(a[i], b[i], i));
      y.set(i, new Ext3(b[i], i, a[i]));
    }
  }

  /**
   * Whether {@code vector} came to be about as fast as {@code scalar}, or faster, in every kernel.
   * Before it is compiled a kernel takes ten to a thousand times longer than compiled scalar code,
   * so the margin need not be fine; but the scalar twin must have been compiled first.
   */
  static boolean run(FieldKernels scalar, FieldKernels vector) {
    List<Consumer<FieldKernels>> kernels = new KernelWarmup().kernels();
    for (Consumer<FieldKernels> kernel : kernels) {
      repeat(kernel, scalar);
      repeat(kernel, vector);
    }
    long end = System.nanoTime() + LIMIT_NANOS;
    for (Consumer<FieldKernels> kernel : kernels) {
      while (2 * leastTime(kernel, vector) > 3 * leastTime(kernel, scalar)) {
        if (System.nanoTime() - end > 0 || !pause()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Calls a kernel often enough for the JIT to queue it. */
  private static void repeat(Consumer<FieldKernels> kernel, FieldKernels k) {
    for (int i = 0; i < CALLS; i++) {
      kernel.accept(k);
    }
  }

  /** Leaves the processor to the compiler; false if interrupted. */
  private static boolean pause() {
    try {
      Thread.sleep(1);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static long leastTime(Consumer<FieldKernels> kernel, FieldKernels k) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      kernel.accept(k);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private List<Consumer<FieldKernels>> kernels() {
    Ext3 s = new Ext3(3, 5, 7);
    return List.of(
        k -> k.extFold(x, 0, N / 2, s, z, 0, N / 2),
        k -> k.extMul(x, 0, y, 0, z, 0, N),
        k -> k.foldBase(a, 0, N / 2, s, z, 0, N / 2),
        k -> k.add(a, 0, b, 0, out, 0, N),
        k -> k.addScalar(a, 0, 3, out, 0, N),
        k -> k.mul(a, 0, b, 0, out, 0, N),
        k -> k.mulAdd(a, 0, b, 0, out, 0, N),
        k -> k.sub(a, 0, b, 0, out, 0, N),
        k -> k.mulScalar(a, 0, 3, out, 0, N),
        k -> k.mulScalarAdd(a, 0, 3, out, 0, N),
        k -> k.dot(a, 0, b, 0, N),
        k -> k.expandPairs(a, 0, b, 0, HALF, out, 0, N / (2 * HALF)),
        k -> k.expandPairs(a, 0, b, 0, HALF / 2, out, 0, N / HALF),
        k -> k.butterflyBlocks(out, 0, b, 0, HALF, N / (2 * HALF)),
        k -> k.butterfly(out, 0, N / 2, b, 0, N / 2),
        k -> k.butterflyScalar(out, 0, N / 2, 3, N / 2));
  }
}
