package io.zkml.benchmarks.kernel;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.poly.Ntt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding of one column at rate 1/8 to a codeword of 2^logSize elements. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class NttBenchmark {

  private static final int LOG_INVERSE_RATE = 3;

  /** The twin under test. */
  @Param({"scalar", "vector"})
  public String twin = "scalar";

  /** log2 of the codeword's length. */
  @Param({"14", "18"})
  public int logSize = 14;

  private FieldKernels kernels = Kernels.scalar();
  private Ntt ntt = new Ntt(0);
  private long[] entries = {};
  private long[] codeword = {};

  /** Makes a random column. */
  @Setup
  public void setUp() {
    kernels = twin.equals("vector") ? Kernels.vector() : Kernels.scalar();
    ntt = new Ntt(logSize);
    entries = new long[1 << (logSize - LOG_INVERSE_RATE)];
    codeword = new long[1 << logSize];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Goldilocks.reduce(0, random.nextLong());
    }
  }

  @Benchmark
  public long[] encode() {
    int h = logSize - LOG_INVERSE_RATE;
    ntt.encode(entries, 0, h, LOG_INVERSE_RATE, codeword, 0, kernels);
    return codeword;
  }
}
