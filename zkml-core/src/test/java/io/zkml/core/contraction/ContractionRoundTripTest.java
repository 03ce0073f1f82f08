package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.contraction.prover.ContractionProver;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prover and verifier on random relations against plain loops. */
class ContractionRoundTripTest {

  private static final int SEEDS = 300;

  /** One run: what both sides start from. */
  private static final class Run {
    final RandomRelations r;
    final ProductGroups products;
    final List<Ext3> point;
    final List<Ext3> values = new ArrayList<>();

    Run(long seed) {
      r = new RandomRelations(seed);
      products = new ProductGroups(r.relations);
      point = new RandomElements(~seed).point(5 + (int) (seed % 3));
      List<long[]> columns = r.columns();
      for (int k = 0; k < columns.size(); k++) {
        List<Ext3> at = Points.suffix(point, r.relations.get(k).variables());
        values.add(NaiveMle.of(columns.get(k), 0, at));
      }
    }

    ContractionVerifier verifier() {
      return new ContractionVerifier(r.relations, products, r.publicBlocks, r::offset);
    }

    private Transcript transcript(List<Ext3> claimed) {
      Transcript t = Transcript.start("contraction test");
      new ProverChannel(t).send("values", claimed);
      return t;
    }

    ContractionProver.Result prove(FieldKernels kernels, Workers workers) {
      return new ContractionProver(kernels, workers, r.relations, products, this::block)
          .prove(new ProverChannel(transcript(values)), point, values, verifier());
    }

    private ContractionProver.Entries block(Operand o) {
      return new ContractionProver.Entries(r.entries(o), 0);
    }

    List<OpeningClaim> verify(List<Ext3> claimed, ContractionProof proof)
        throws ProofRejectedException {
      return verifier().verify(new VerifierChannel(transcript(claimed)), point, claimed, proof);
    }

    /** Whether the verifier is left with claims that hold. */
    boolean convinces(List<Ext3> claimed, ContractionProof proof) {
      try {
        return NaiveClaims.hold(verify(claimed, proof), r.committed);
      } catch (ProofRejectedException e) {
        assertThat(e.reason()).as("%s", r).isEqualTo(RejectReason.CONTRACTION);
        return false;
      }
    }
  }

  @Test
  void verify_randomRelations_leavesTrueClaims() throws ProofRejectedException {
    try (Workers workers = Workers.of(1)) {
      for (long seed = 0; seed < SEEDS; seed++) {
        Run run = new Run(seed);
        ContractionProver.Result result = run.prove(Kernels.scalar(), workers);
        List<OpeningClaim> claims = run.verify(run.values, result.proof());
        assertThat(claims).as("%s", run.r).isEqualTo(result.claims());
        for (OpeningClaim c : claims) {
          assertThat(NaiveClaims.value(c, run.r.committed)).as("%s", run.r).isEqualTo(c.value());
        }
      }
    }
  }

  @Test
  void verify_anyWrongValue_leavesAFalseClaim() {
    try (Workers workers = Workers.of(1)) {
      for (long seed = 0; seed < SEEDS / 3; seed++) {
        Run run = new Run(seed);
        ContractionProof proof = run.prove(Kernels.scalar(), workers).proof();
        for (int k = 0; k < run.values.size(); k++) {
          List<Ext3> claimed = new ArrayList<>(run.values);
          claimed.set(k, claimed.get(k).add(Ext3.ONE));
          assertThat(run.convinces(claimed, proof)).as("%s, value %d", run.r, k).isFalse();
        }
      }
    }
  }

  @Test
  void verify_twoWrongValuesThatCancel_leaveAFalseClaim() {
    try (Workers workers = Workers.of(1)) {
      for (long seed = 0; seed < SEEDS / 3; seed++) {
        Run run = new Run(seed);
        ContractionProof proof = run.prove(Kernels.scalar(), workers).proof();
        for (int k = 1; k < run.values.size(); k++) {
          List<Ext3> claimed = new ArrayList<>(run.values);
          claimed.set(k - 1, claimed.get(k - 1).add(Ext3.ONE));
          claimed.set(k, claimed.get(k).sub(Ext3.ONE));
          assertThat(run.convinces(claimed, proof)).as("%s, value %d", run.r, k).isFalse();
        }
      }
    }
  }

  @Test
  void verify_anyChangedMessage_leavesAFalseClaim() {
    try (Workers workers = Workers.of(1)) {
      for (long seed = 0; seed < SEEDS / 3; seed++) {
        Run run = new Run(seed);
        ContractionProof proof = run.prove(Kernels.scalar(), workers).proof();
        for (int i = 0; i < proof.rounds().size(); i++) {
          List<Message> rounds = new ArrayList<>(proof.rounds());
          for (int at = 23; at < rounds.get(i).length(); at += 24) {
            rounds.set(i, flipped(proof.rounds().get(i), at));
            ContractionProof lie = new ContractionProof(rounds, proof.operands());
            assertThat(run.convinces(run.values, lie)).as("%s, round %d", run.r, i).isFalse();
          }
        }
        for (int at = 23; at < proof.operands().length(); at += 24) {
          ContractionProof lie =
              new ContractionProof(proof.rounds(), flipped(proof.operands(), at));
          assertThat(run.convinces(run.values, lie)).as("%s, operand", run.r).isFalse();
        }
      }
    }
  }

  private static Message flipped(Message m, int at) {
    byte[] bytes = m.toBytes();
    bytes[at] ^= 1;
    return Message.of(bytes);
  }

  @Test
  void verify_changedCommittedEntry_leavesAFalseClaim() {
    try (Workers workers = Workers.of(1)) {
      int noticed = 0;
      for (long seed = 0; seed < SEEDS / 3; seed++) {
        Run run = new Run(seed);
        ContractionProof proof = run.prove(Kernels.scalar(), workers).proof();
        List<long[]> columns = run.r.columns();
        long[] vector = run.r.committed.get(0);
        int at = run.r.random.below(vector.length);
        vector[at] ^= 1;
        if (!same(columns, run.r.columns())) {
          noticed++;
          assertThat(run.convinces(run.values, proof)).as("%s, entry %d", run.r, at).isFalse();
        }
      }
      assertThat(noticed).isPositive();
    }
  }

  private static boolean same(List<long[]> a, List<long[]> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!java.util.Arrays.equals(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void prove_anyNumberOfThreads_sendsTheSame() {
    try (Workers one = Workers.of(1);
        Workers two = Workers.of(2);
        Workers five = Workers.of(5)) {
      for (long seed = 0; seed < 40; seed++) {
        ContractionProof expected = new Run(seed).prove(Kernels.scalar(), one).proof();
        assertThat(new Run(seed).prove(Kernels.scalar(), two).proof()).isEqualTo(expected);
        assertThat(new Run(seed).prove(Kernels.scalar(), five).proof()).isEqualTo(expected);
      }
    }
  }

  @Test
  @Tag("vector")
  void prove_vectorKernels_sendsTheSame() {
    try (Workers one = Workers.of(1)) {
      for (long seed = 0; seed < 40; seed++) {
        ContractionProof expected = new Run(seed).prove(Kernels.scalar(), one).proof();
        assertThat(new Run(seed).prove(Kernels.vector(), one).proof()).isEqualTo(expected);
      }
    }
  }

  @Test
  void seeds_together_coverEveryKindOfAxisAndGroup() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      for (ProductGroups.Group g : run.products.groups()) {
        seen.add(g.operand().isPublic() ? "public group" : "committed group");
        seen.add(g.members().size() > 1 ? "merged group" : "single group");
        seen.add(g.variables() < run.products.rounds() ? "short group" : "full group");
        seen.add(g.variables() == 0 ? "outer product" : "sum");
      }
      for (Relation r : run.r.relations) {
        seen.add(r.terms().isEmpty() ? "empty relation" : "relation");
        for (Term t : r.terms()) {
          seen.add(t.b() == null ? "single" : t.b().isPublic() ? "public second" : "second");
          seen.add(t.outOrder().isListed() ? "listed result" : "reordered result");
          seen.add(t.bOrder().isListed() ? "listed second" : "reordered second");
          for (AxisMap axis : t.axes()) {
            seen.add(axis.getClass().getSimpleName() + (t.b() == null ? " single" : " product"));
          }
        }
      }
    }
    assertThat(seen)
        .contains("public group", "committed group", "merged group", "single group", "short group")
        .contains("full group", "outer product", "empty relation", "single", "public second")
        .contains("listed result", "reordered result", "listed second", "reordered second")
        .contains("Batch single", "Window single", "Sum single", "Broadcast single")
        .contains("Batch product", "Free product", "Inner product", "Shared product")
        .contains("Window product", "Broadcast product", "Gather single", "Gather product");
  }
}
