package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Kernels;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.ProvingKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StarkRoundTripTest {

  @Test
  void verify_honestProof_accepts() throws ProofRejectedException {
    for (long seed = 0; seed < 5; seed++) {
      SampleRun run = new SampleRun(seed);
      ProvingKey key = run.key();
      StarkVerifier.verify(
          key.verifyingKey(), run.statement(), run.prove(key, Kernels.scalar(), 1));
    }
  }

  @Test
  void prove_anyNumberOfThreads_sendsTheSame() {
    SampleRun run = new SampleRun(1);
    ProvingKey key = run.key();
    StarkProof expected = run.prove(key, Kernels.scalar(), 1);
    assertThat(run.prove(key, Kernels.scalar(), 1)).isEqualTo(expected);
    assertThat(run.prove(key, Kernels.scalar(), 2)).isEqualTo(expected);
    assertThat(run.prove(key, Kernels.scalar(), 3)).isEqualTo(expected);
  }

  @Test
  void prove_withGrinding_sendsTheSameForAnyNumberOfThreads() throws ProofRejectedException {
    SampleRun run = new SampleRun(1);
    ProvingKey key = run.key(SecurityParameters.FAST_100, 11, 3);
    StarkProof expected = run.prove(key, Kernels.scalar(), 1);
    assertThat(run.prove(key, Kernels.scalar(), 2)).isEqualTo(expected);
    assertThat(run.prove(key, Kernels.scalar(), 5)).isEqualTo(expected);
    StarkVerifier.verify(key.verifyingKey(), run.statement(), expected);
  }

  @Test
  @Tag("vector")
  void prove_vectorKernels_sendsTheSame() {
    SampleRun run = new SampleRun(1);
    ProvingKey key = run.key();
    StarkProof expected = run.prove(key, Kernels.scalar(), 1);
    assertThat(run.prove(key, Kernels.vector(), 1)).isEqualTo(expected);
    assertThat(run.prove(key, Kernels.vector(), 3)).isEqualTo(expected);
  }

  @Test
  void prove_sameRun_equalsTheNaiveProver() throws ProofRejectedException {
    for (long seed = 0; seed < 2; seed++) {
      SampleRun run = new SampleRun(seed);
      StarkProof naive = run.proveUnchecked();
      StarkProof fast = run.prove();
      assertThat(fast.commitments()).isEqualTo(naive.commitments());
      assertThat(fast.gkr()).isEqualTo(naive.gkr());
      assertThat(fast.zerocheck()).isEqualTo(naive.zerocheck());
      assertThat(fast.contraction()).isEqualTo(naive.contraction());
      assertThat(fast).isEqualTo(naive);
    }
  }
}
