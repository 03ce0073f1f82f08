package io.zkml.benchmarks.kernel;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Field kernels over arrays in the first-level cache; times are for one entry. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@OperationsPerInvocation(FieldBenchmark.N)
public class FieldBenchmark {

  static final int N = 512;

  /** Arrays are longer than the range: equal addresses modulo 4096 would slow loads down. */
  private static final int LENGTH = N + 184;

  /** The twin under test. */
  @Param({"scalar", "vector"})
  public String twin = "scalar";

  private FieldKernels kernels = Kernels.scalar();
  private final long[] a = new long[LENGTH];
  private final long[] b = new long[LENGTH];
  private final long[] out = new long[LENGTH];
  private final ExtVector x = new ExtVector(LENGTH);
  private final ExtVector y = new ExtVector(LENGTH);
  private final ExtVector z = new ExtVector(LENGTH);
  private final Ext3 r = new Ext3(0x1234_5678_9ABC_DEF0L, 0x0FED_CBA9_8765_4321L, 3L << 60);

  /** Fills the arrays with random elements. */
  @Setup
  public void setUp() {
    kernels = twin.equals("vector") ? Kernels.vector() : Kernels.scalar();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < LENGTH; i++) {
      a[i] = Goldilocks.reduce(0, random.nextLong());
      b[i] = Goldilocks.reduce(0, random.nextLong());
      x.set(i, new Ext3(a[i], b[i], Goldilocks.mul(a[i], b[i])));
      y.set(i, new Ext3(b[i], Goldilocks.add(a[i], b[i]), a[i]));
    }
  }

  @Benchmark
  public long[] mul() {
    kernels.mul(a, 0, b, 0, out, 0, N);
    return out;
  }

  @Benchmark
  public long[] mulScalarAdd() {
    kernels.mulScalarAdd(a, 0, r.c0(), out, 0, N);
    return out;
  }

  @Benchmark
  public long dot() {
    return kernels.dot(a, 0, b, 0, N);
  }

  @Benchmark
  public ExtVector extMul() {
    kernels.extMul(x, 0, y, 0, z, 0, N);
    return z;
  }

  @Benchmark
  public ExtVector extMulScalar() {
    kernels.extMulScalar(x, 0, r, z, 0, N);
    return z;
  }

  @Benchmark
  public Ext3 extDot() {
    return kernels.extDot(x, 0, y, 0, N);
  }

  /** Time of a folded entry: half of the entries read. */
  @Benchmark
  @OperationsPerInvocation(N / 2)
  public ExtVector extFold() {
    kernels.extFold(x, 0, N / 2, r, z, 0, N / 2);
    return z;
  }

  /** Time of a butterfly. */
  @Benchmark
  @OperationsPerInvocation(N / 2)
  public long[] butterfly() {
    kernels.butterfly(a, 0, N / 2, b, 0, N / 2);
    return a;
  }
}
