package io.zkml.core.pcs.fri.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.fri.OpeningFixture;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpeningSumcheckTest {

  private static final SecurityParameters PARAMETERS = SecurityParameters.UNSAFE_TEST;

  private static List<Ext3> messages(FriShape shape, OpeningSumcheck sumcheck) {
    List<Ext3> out = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < shape.rounds(); i++) {
      out.addAll(sumcheck.message());
      sumcheck.bind(new Ext3(random.nextInt() >>> 1, i, 1));
    }
    out.add(sumcheck.sum());
    return out;
  }

  @Test
  void messages_anyWindow_areTheSame() {
    List<List<List<Integer>>> layouts =
        List.of(
            List.of(List.of(13, 12, 12, 7, 3), List.of(12, 11, 10)),
            List.of(List.of(12, 12, 9, 8)),
            List.of(List.of(14), List.of(2), List.of(11)));
    for (List<List<Integer>> blocks : layouts) {
      OpeningFixture f = new OpeningFixture(PARAMETERS, 4, 11, 2, blocks).withAllClaims();
      ClaimBatch batch =
          ClaimBatch.begin(f.transcript(), f.shape, PARAMETERS, f.commitments(), f.claims);
      ChunkTerms terms = ChunkTerms.of(batch, 11, Kernels.scalar());
      List<List<Ext3>> all = new ArrayList<>();
      for (int t = -1; t <= OpeningSumcheck.maxWindow(f.shape); t++) {
        OpeningSumcheck sumcheck =
            new OpeningSumcheck(f.shape, terms, f.data, Kernels.scalar(), Workers.of(1), t);
        all.add(messages(f.shape, sumcheck));
      }
      assertThat(all).hasSizeGreaterThan(1).containsOnly(all.getFirst());
    }
  }

  @Test
  void open_anyKernelsAndThreads_givesTheSameProof() {
    List<List<Integer>> blocks = List.of(List.of(14, 13, 12, 6), List.of(13, 9));
    FieldKernels other = Kernels.vectorModulePresent() ? Kernels.vector() : Kernels.scalar();
    BatchHasher hasher =
        Kernels.vectorModulePresent() ? BatchHasher.vector() : BatchHasher.scalar();
    OpeningProof expected =
        new OpeningFixture(PARAMETERS, 6, 12, 2, blocks).withAllClaims().prove();
    try (Workers workers = Workers.of(3)) {
      FriProver prover = new FriProver(PARAMETERS, other, hasher, workers);
      OpeningProof proof =
          new OpeningFixture(PARAMETERS, 6, Folding.uniform(12, 2), blocks, prover)
              .withAllClaims()
              .prove();
      assertThat(proof).isEqualTo(expected);
    }
  }
}
