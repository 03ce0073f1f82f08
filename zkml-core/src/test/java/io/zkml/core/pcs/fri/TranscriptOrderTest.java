package io.zkml.core.pcs.fri;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptOrderTest {

  /** Everything that passes, "+" absorbed and "-" squeezed. */
  private static final class Recorder implements ChallengeTape {
    final List<String> labels = new ArrayList<>();
    final List<String> values = new ArrayList<>();

    @Override
    public void absorbed(String label, byte[] data) {
      labels.add("+" + label);
      values.add(label + Arrays.hashCode(data));
    }

    @Override
    public void squeezed(String label, List<Ext3> challenges) {
      labels.add("-" + label);
      values.add(label + challenges);
    }

    @Override
    public void squeezedIndices(String label, int[] indices) {
      labels.add("-" + label);
      values.add(label + Arrays.toString(indices));
    }
  }

  @Test
  void section9Item12_bothSides_absorbAndSqueezeInThisOrder() throws Exception {
    OpeningFixture f =
        new OpeningFixture(
                SecurityParameters.UNSAFE_TEST, 1, 10, 1, List.of(List.of(10), List.of(5)))
            .withAllClaims();
    Recorder prover = new Recorder();
    OpeningProof proof =
        f.prover.open(
            new ProverChannel(Transcript.start("order", prover)), f.shape, f.data, f.claims);
    Recorder verifier = new Recorder();
    FriVerifier.verify(
        new VerifierChannel(Transcript.start("order", verifier)),
        f.shape,
        f.parameters,
        f.commitments(),
        f.claims,
        proof);
    List<String> expected =
        new ArrayList<>(List.of("+opening/roots", "+opening/claims", "-opening/gamma"));
    addRounds(expected, 2);
    expected.add("+opening/oracle");
    addRounds(expected, 1);
    expected.add("+opening/clear");
    addRounds(expected, 8);
    expected.addAll(List.of("+opening/nonce", "-opening/positions"));
    assertThat(verifier.labels).isEqualTo(expected);
    assertThat(prover.values).isEqualTo(verifier.values);
  }

  private static void addRounds(List<String> labels, int count) {
    for (int i = 0; i < count; i++) {
      labels.addAll(List.of("+opening/round", "-opening/challenge"));
    }
  }
}
