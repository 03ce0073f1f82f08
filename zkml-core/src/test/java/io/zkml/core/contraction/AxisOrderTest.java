package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.contraction.prover.ContractionProver;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every order of the axes of a product and of a single operand's term. */
class AxisOrderTest {

  private static final List<AxisMap> PRODUCT =
      List.of(
          new AxisMap.Shared(1),
          new AxisMap.Batch(2),
          new AxisMap.Inner(1, 2, 2),
          new AxisMap.Free(1),
          new AxisMap.Gather(1, 2, IndexList.of(3, 1)));
  private static final List<AxisMap> SINGLE =
      List.of(
          new AxisMap.Batch(2),
          new AxisMap.Broadcast(2, 3),
          new AxisMap.Gather(1, 2, IndexList.of(3, 1)),
          new AxisMap.Sum(1),
          new AxisMap.Batch(1));

  /** One term over blocks of random entries: its column and what both sides send and see. */
  private static final class Run {
    final Relation relation;
    final List<long[]> committed;
    final List<Ext3> point;
    final Ext3 value;
    final ContractionVerifier verifier;
    final ContractionProof proof;

    Run(Term term, long seed, Workers workers) {
      RandomElements random = new RandomElements(seed);
      committed = List.of(random.elements(256), random.elements(256));
      relation = new Relation("r", term.outLog(), List.of(term));
      point = random.point(term.outLog());
      value = NaiveMle.of(NaiveRelation.column(relation, this::entries), 0, point);
      ProductGroups groups = new ProductGroups(List.of(relation));
      PublicBlocks none = PublicBlocks.of(List.of(), List.of());
      verifier = new ContractionVerifier(List.of(relation), groups, none, (k, block) -> 0);
      ContractionProver prover =
          new ContractionProver(
              Kernels.scalar(),
              workers,
              List.of(relation),
              groups,
              o -> new ContractionProver.Entries(entries(o), 0));
      proof = prover.prove(new ProverChannel(start()), point, List.of(value), verifier).proof();
    }

    private long[] entries(Operand o) {
      return committed.get(o.source());
    }

    private static Transcript start() {
      return Transcript.start("order test");
    }

    boolean convinces(Ext3 claimed, ContractionProof sent) {
      try {
        List<OpeningClaim> claims =
            verifier.verify(new VerifierChannel(start()), point, List.of(claimed), sent);
        return NaiveClaims.hold(claims, committed);
      } catch (ProofRejectedException e) {
        return false;
      }
    }
  }

  private static List<AxisOrder> orders(int n) {
    List<int[]> done = new ArrayList<>(List.of(new int[0]));
    for (int k = 0; k < n; k++) {
      List<int[]> next = new ArrayList<>();
      for (int[] shorter : done) {
        for (int at = 0; at <= k; at++) {
          int[] longer = new int[k + 1];
          System.arraycopy(shorter, 0, longer, 0, at);
          longer[at] = k;
          System.arraycopy(shorter, at, longer, at + 1, k - at);
          next.add(longer);
        }
      }
      done = next;
    }
    return done.stream().map(AxisOrder::of).toList();
  }

  private static void check(Term term, long seed, Workers workers) {
    Run run = new Run(term, seed, workers);
    assertThat(run.convinces(run.value, run.proof)).as("%s", term).isTrue();
    assertThat(run.convinces(run.value.add(Ext3.ONE), run.proof)).as("%s", term).isFalse();
    for (int i = 0; i < run.proof.rounds().size(); i++) {
      List<Message> rounds = new ArrayList<>(run.proof.rounds());
      rounds.set(i, changed(rounds.get(i)));
      ContractionProof lie = new ContractionProof(rounds, run.proof.operands());
      assertThat(run.convinces(run.value, lie)).as("%s, round %d", term, i).isFalse();
    }
    run.committed.getFirst()[0] ^= 1;
    long[] now = NaiveRelation.column(run.relation, run::entries);
    boolean same = NaiveMle.of(now, 0, run.point).equals(run.value);
    assertThat(run.convinces(run.value, run.proof)).as("%s, entry", term).isEqualTo(same);
  }

  private static Message changed(Message m) {
    byte[] bytes = m.toBytes();
    bytes[bytes.length - 1] ^= 1;
    return Message.of(bytes);
  }

  @Test
  void product_everyOrderOfResultAndSecond_isProvedAndNothingElse() {
    Operand a = Operand.committed(0, 0);
    Operand b = Operand.committed(1, 0);
    List<AxisOrder> orders = orders(PRODUCT.size());
    assertThat(orders).hasSize(120).doesNotHaveDuplicates();
    try (Workers workers = Workers.of(1)) {
      for (int k = 0; k < orders.size(); k++) {
        AxisOrder other = orders.get((7 * k + 3) % orders.size());
        check(new Term(0, 3, a, b, PRODUCT, orders.get(k), other), k, workers);
      }
    }
  }

  @Test
  void single_everyOrderOfResult_isProvedAndNothingElse() {
    Operand a = Operand.committed(0, 0);
    AxisOrder listed = AxisOrder.listed(SINGLE.size());
    try (Workers workers = Workers.of(1)) {
      for (AxisOrder order : orders(SINGLE.size())) {
        check(new Term(0, -5, a, null, SINGLE, order, listed), 9, workers);
      }
    }
  }

  @Test
  void column_swappedAxes_isTheTranspose() {
    List<AxisMap> axes = List.of(new AxisMap.Batch(1), new AxisMap.Batch(2));
    Operand a = Operand.committed(0, 0);
    Term t = new Term(0, 1, a, null, axes, AxisOrder.of(1, 0), AxisOrder.listed(2));
    long[] column =
        NaiveRelation.column(
            new Relation("t", 3, List.of(t)), o -> new long[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(column).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
  }
}
