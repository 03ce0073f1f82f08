package io.zkml.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFiles.Part;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BulkTamperTest {

  @Test
  void run_changedProofs_acceptsNone() throws Exception {
    BulkTamper.Report report = BulkTamper.run(Vectors.accepted(), 1_500, 3);
    assertThat(report.accepted()).isZero();
    assertThat(report.slowest()).startsWith("proof ");
    assertThat(report.nanoseconds()).isPositive();
    assertThat(report.allocatedBytes()).isBetween(1L, 64L << 20);
  }

  @Test
  void run_baseThatIsNoProof_throws() {
    VectorFiles files = Vectors.accepted().getFirst();
    byte[] proof = files.proof().clone();
    proof[proof.length - 1] ^= 1;
    List<VectorFiles> broken = List.of(files.with(Part.PROOF, proof));
    assertThatThrownBy(() -> BulkTamper.run(broken, 1, 1))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void edit_anyProof_changesIt() {
    List<VectorFiles> proofs = Vectors.accepted();
    SplittableRandom random = new SplittableRandom(4);
    int equal = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] proof = proofs.get(i % proofs.size()).proof();
      byte[] copy = proof.clone();
      byte[] edited = ProofEdits.edit(proof, proofs.getFirst().proof(), random::nextInt);
      assertThat(proof).isEqualTo(copy);
      equal += Arrays.equals(edited, proof) ? 1 : 0;
    }
    // Transplants of equal bytes, and the like.
    assertThat(equal).isLessThan(200);
    assertThat(ProofEdits.edit(new byte[3], new byte[0], b -> 0)).hasSize(4);
  }
}
