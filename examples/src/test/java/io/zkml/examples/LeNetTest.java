package io.zkml.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.InferenceVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeNetTest {

  private static final int IMAGES = 2;

  @Test
  void prove_twoImages_eachProofIsAcceptedForItsImage(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    LeNet lenet = new LeNet(Path.of("../data"), SecurityParameters.UNSAFE_TEST, out);
    try (InferenceProver prover = InferenceProver.builder(lenet.model()).build()) {
      List<ProvenImage> images = lenet.prove(prover, new ProgressLine(out), IMAGES, folder);
      InferenceVerifier verifier = InferenceVerifier.ofUnsafe(prover.key());

      for (ProvenImage image : images) {
        Verdict verdict = Verify.verify(verifier, image.proof());
        assertThat(verdict.isAbout(image.input())).as(verdict.toString()).isTrue();
        assertThat(verdict.provenClass()).isEqualTo(image.floatClass());
      }
      assertThat(Verify.verify(verifier, images.getFirst().proof()).isAbout(images.get(1).input()))
          .isFalse();
      assertThat(Verify.verify(verifier, flipped(images.getFirst().proof())).accepted()).isFalse();
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("image  2 of 2 proven");
  }

  private static Path flipped(Path proof) throws IOException {
    byte[] bytes = Files.readAllBytes(proof);
    bytes[bytes.length / 2] ^= 1;
    return Files.write(proof.resolveSibling("flipped.proof"), bytes);
  }
}
