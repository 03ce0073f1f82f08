package io.zkml.benchmarks.kernel;

import io.zkml.core.hash.BatchHasher;
import io.zkml.core.hash.BatchKeccak;
import io.zkml.core.hash.ScalarBatchKeccak;
import io.zkml.core.hash.simd.VectorBatchKeccak;
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

/** Keccak: the bare permutation, candidate nonces, and a Merkle tree over 2^14 leaves. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KeccakBenchmark {

  private static final int STATES = 64;
  private static final int NONCES = 1024;
  private static final int LOG_LEAVES = 14;
  private static final int COLUMNS = 4;
  private static final int POINTS = 8;

  /** The twin under test. */
  @Param({"scalar", "vector"})
  public String twin = "scalar";

  private BatchKeccak keccak = new ScalarBatchKeccak();
  private BatchHasher hasher = BatchHasher.scalar();
  private long[] states = {};
  private final byte[] prefix = new byte[60];
  private final long[] firstWords = new long[NONCES];
  private final long[][] columns = new long[COLUMNS][];
  private final long[][] levels = new long[LOG_LEAVES + 1][];

  /** Makes random columns. */
  @Setup
  public void setUp() {
    boolean vector = twin.equals("vector");
    keccak = vector ? new VectorBatchKeccak() : new ScalarBatchKeccak();
    hasher = vector ? BatchHasher.vector() : BatchHasher.scalar();
    states = new long[BatchKeccak.STATE_WORDS * keccak.lanes()];
    SplittableRandom random = new SplittableRandom(1);
    for (int c = 0; c < COLUMNS; c++) {
      columns[c] = random.longs((long) POINTS << LOG_LEAVES).toArray();
    }
    for (int level = 0; level <= LOG_LEAVES; level++) {
      levels[level] = new long[BatchHasher.DIGEST_WORDS << (LOG_LEAVES - level)];
    }
  }

  /** Time of a permutation of one state. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long[] permutation() {
    for (int i = 0; i < STATES; i += keccak.lanes()) {
      keccak.permute(states);
    }
    return states;
  }

  /** Time of a candidate nonce. */
  @Benchmark
  @OperationsPerInvocation(NONCES)
  public long[] nonce() {
    hasher.hashNonces(prefix, 0, NONCES, firstWords);
    return firstWords;
  }

  /** Time of a leaf of 32 elements (two permutations) with its share of the levels above (one). */
  @Benchmark
  @OperationsPerInvocation(1 << LOG_LEAVES)
  public long merkleLeaf() {
    int leaves = 1 << LOG_LEAVES;
    hasher.hashLeaves(columns, 0, leaves, POINTS, leaves, levels[0], 0);
    for (int level = 1; level <= LOG_LEAVES; level++) {
      hasher.hashLevel(levels[level - 1], 0, levels[level], 0, leaves >> level);
    }
    return levels[LOG_LEAVES][0];
  }
}
