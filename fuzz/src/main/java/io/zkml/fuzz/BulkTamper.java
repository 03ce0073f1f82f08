package io.zkml.fuzz;

import com.sun.management.ThreadMXBean;
import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.testkit.Mutation;
import io.zkml.testkit.Sampling;
import io.zkml.testkit.TamperWalker;
import io.zkml.testkit.vector.VectorFiles;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes proofs many times, as records and as bytes, and has each of them verified: {@code
 * fuzz/tamper [NUMBER [SEED]]}. Exits with 1 if a changed proof was accepted, and with a stack
 * trace if one was refused in another way than it may.
 */
public final class BulkTamper {

  private static final int DEFAULT = 20_000;

  /** Bytes and elements changed in each part before the walk begins anew with other choices. */
  private static final int PER_PART = 3;

  private final List<Target> targets = new ArrayList<>();
  private final SplittableRandom random;
  private long accepted;
  private Extreme slowest = new Extreme("", 0);
  private Extreme largest = new Extreme("", 0);

  /** What was most of something, and how much. */
  private record Extreme(String what, long amount) {
    Extreme or(String otherWhat, long otherAmount) {
      return otherAmount > amount ? new Extreme(otherWhat, otherAmount) : this;
    }
  }

  /**
   * What a run saw: the most CPU time and the most allocated bytes of one verification, and where.
   */
  public record Report(
      long accepted, String slowest, long nanoseconds, String largest, long allocatedBytes) {}

  /** One proof, and where the walk through its parts stands. */
  private static final class Target {
    final String name;
    final VerifyingKey key;
    final Statement statement;
    final StarkProof proof;
    final byte[] bytes;
    Iterator<Mutation<StarkProof>> walk;

    Target(int number, VectorFiles files) throws KeyFormatException, ProofRejectedException {
      key = VerifyingKeyCodec.decode(files.key());
      name = "proof " + number + " (" + key.parameters().name() + ")";
      statement = StatementCodec.decode(files.statement());
      bytes = files.proof();
      proof = ProofCodec.decode(bytes, key);
      StarkVerifier.verify(key, statement, proof);
      walk = List.<Mutation<StarkProof>>of().iterator();
    }

    Mutation<StarkProof> next(SplittableRandom random) {
      if (!walk.hasNext()) {
        Sampling sampling = new Sampling(PER_PART, PER_PART, random.nextLong());
        walk = TamperWalker.mutations(proof, sampling).iterator();
      }
      return walk.next();
    }
  }

  /** Something that accepts by returning. */
  @FunctionalInterface
  private interface Verification {
    void run() throws ProofRejectedException;
  }

  private BulkTamper(List<VectorFiles> proofs, long seed)
      throws KeyFormatException, ProofRejectedException {
    random = new SplittableRandom(seed);
    for (VectorFiles files : proofs) {
      targets.add(new Target(targets.size(), files));
    }
  }

  /** Prints the report of a run. */
  public static void main(String[] args) throws KeyFormatException, ProofRejectedException {
    int number = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Report r = run(Vectors.accepted(), number, seed);
    System.out.println(number + " changed proofs, " + r.accepted() + " accepted");
    System.out.println("slowest: " + r.nanoseconds() / 1_000 + " us of CPU, " + r.slowest());
    System.out.println("largest: " + r.allocatedBytes() / 1_024 + " KiB, " + r.largest());
    if (r.accepted() > 0) {
      System.exit(1);
    }
  }

  /**
   * Changes proofs this often, half of them as records.
   *
   * @throws ProofRejectedException if a proof is not accepted as it is
   */
  public static Report run(List<VectorFiles> proofs, int number, long seed)
      throws KeyFormatException, ProofRejectedException {
    BulkTamper tamper = new BulkTamper(proofs, seed);
    for (int i = 0; i < number; i++) {
      Target t = tamper.targets.get(tamper.random.nextInt(tamper.targets.size()));
      if (tamper.random.nextBoolean()) {
        tamper.changedRecord(t);
      } else {
        tamper.changedBytes(t);
      }
    }
    Extreme slow = tamper.slowest;
    Extreme large = tamper.largest;
    return new Report(tamper.accepted, slow.what, slow.amount, large.what, large.amount);
  }

  private void changedRecord(Target t) {
    Mutation<StarkProof> m = t.next(random);
    measure(t.name + ", " + m.path(), () -> StarkVerifier.verify(t.key, t.statement, m.value()));
  }

  private void changedBytes(Target t) {
    byte[] other = targets.get(random.nextInt(targets.size())).bytes;
    byte[] changed = ProofEdits.edit(t.bytes, other, random::nextInt);
    if (Arrays.equals(changed, t.bytes)) {
      return;
    }
    measure(
        t.name + ", bytes",
        () -> StarkVerifier.verify(t.key, t.statement, ProofCodec.decode(changed, t.key)));
  }

  private void measure(String what, Verification verification) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long begin = thread.getCurrentThreadCpuTime();
    boolean rejected = false;
    try {
      verification.run();
    } catch (ProofRejectedException e) {
      rejected = true;
    } catch (RuntimeException e) {
      throw new IllegalStateException(what, e);
    }
    long nanoseconds = thread.getCurrentThreadCpuTime() - begin;
    allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
    slowest = slowest.or(what, nanoseconds);
    largest = largest.or(what, allocated);
    if (!rejected) {
      accepted++;
      System.err.println("accepted: " + what);
    }
  }
}
