package io.zkml.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  private final Transcript sent = Transcript.start("channel");
  private final Transcript received = Transcript.start("channel");
  private final ProverChannel prover = new ProverChannel(sent);
  private final VerifierChannel verifier = new VerifierChannel(received);

  @Test
  void read_whatWasSent_agreesAndAbsorbs() throws ProofRejectedException {
    for (int n = 0; n < 5; n++) {
      List<Ext3> elements = new RandomElements(n).point(n);
      Message m = prover.send("elements", elements);
      assertThat(m.length()).isEqualTo(24 * n);
      assertThat(verifier.read("elements", m, n)).isEqualTo(elements);
      assertThat(received.state()).isEqualTo(sent.state());
    }
    byte[] digest = {1, 2, 3, 4};
    assertThat(verifier.readDigest("d", prover.sendDigest("d", digest), 4)).isEqualTo(digest);
    assertThat(verifier.readLong("n", prover.sendLong("n", -5))).isEqualTo(-5);
    assertThat(received.state()).isEqualTo(sent.state());
  }

  @Test
  void read_otherBytes_givesOtherState() throws ProofRejectedException {
    Message m = prover.send("e", List.of(Ext3.ONE));
    byte[] bytes = m.toBytes();
    bytes[23] ^= 1;
    verifier.read("e", Message.of(bytes), 1);
    assertThat(received.state()).isNotEqualTo(sent.state());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 24, 25, 47, 49, 72})
  void section9Item15_otherLength_rejects(int length) {
    Message m = Message.of(new byte[length]);
    assertThatThrownBy(() -> verifier.read("e", m, 2))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED));
  }

  @Test
  void section9Item15_coordinateNotBelowP_rejects() {
    long[] values = {Goldilocks.P, Goldilocks.P + 1, -1};
    for (long v : values) {
      for (int at = 0; at < 6; at++) {
        byte[] bytes = ByteBuffer.allocate(48).putLong(8 * at, v).array();
        assertThatThrownBy(() -> verifier.read("e", Message.of(bytes), 2))
            .isInstanceOfSatisfying(
                ProofRejectedException.class,
                e -> assertThat(e.reason()).isEqualTo(RejectReason.NON_CANONICAL));
      }
    }
  }

  @Test
  void read_largestElement_isAccepted() throws ProofRejectedException {
    byte[] bytes = ByteBuffer.allocate(24).putLong(8, Goldilocks.P - 1).array();
    assertThat(verifier.read("e", Message.of(bytes), 1))
        .containsExactly(new Ext3(0, Goldilocks.P - 1, 0));
  }

  @Test
  void readDigestAndLong_otherLength_reject() {
    for (int length : new int[] {0, 7, 9, 31, 33}) {
      Message m = Message.of(new byte[length]);
      assertThatThrownBy(() -> verifier.readDigest("d", m, 32))
          .isInstanceOf(ProofRejectedException.class);
      assertThatThrownBy(() -> verifier.readLong("n", m))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @Test
  void message_arraysOfTheCaller_areCopied() throws ProofRejectedException {
    byte[] bytes = new byte[32];
    Message m = Message.of(bytes);
    bytes[0] = 1;
    m.toBytes()[1] = 1;
    verifier.readDigest("d", m, 32)[2] = 1;
    assertThat(m).isEqualTo(Message.of(new byte[32])).hasSameHashCodeAs(Message.of(new byte[32]));
    assertThat(m).isNotEqualTo(Message.of(new byte[31])).hasToString("Message[32 bytes]");
    byte[] digest = new byte[32];
    Message sentDigest = prover.sendDigest("d", digest);
    digest[0] = 1;
    assertThat(sentDigest).isEqualTo(m);
  }
}
