package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Kernels;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.Recording.Absorbed;
import io.zkml.core.stark.Recording.Entry;
import io.zkml.core.stark.Recording.Indices;
import io.zkml.core.stark.Recording.Squeezed;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.Transcript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the verifier absorbs, in which order, and that each challenge depends on all of it. */
class FiatShamirTest {

  private static final int LOG_HEIGHT = 11;
  private static final int ARITY = 2;

  private final SampleRun run = new SampleRun(2);
  private final ProvingKey key = run.key(SampleRun.PARAMETERS, LOG_HEIGHT, ARITY);
  private final StarkProof proof = run.prove(key, Kernels.scalar(), 1);
  private final List<Entry> tape = record();

  private List<Entry> record() {
    Recording recording = new Recording();
    try {
      StarkVerifier.verify(key.verifyingKey(), run.statement(), proof, recording);
    } catch (ProofRejectedException e) {
      throw new IllegalStateException(e);
    }
    return recording.entries();
  }

  /** Every message of the proof in the order in which the protocol sends it. */
  private List<Message> messages() {
    List<Message> out = new ArrayList<>();
    for (StarkProof.CommitmentMessages m : proof.commitments()) {
      out.add(m.root());
      out.add(m.oodValue());
    }
    out.add(proof.gkr().root());
    for (GkrProof.Layer layer : proof.gkr().layers()) {
      out.addAll(layer.rounds());
      out.add(layer.ends());
    }
    out.add(proof.gkr().pairs());
    out.addAll(proof.zerocheck().rounds());
    out.add(proof.zerocheck().values());
    out.addAll(proof.contraction().rounds());
    out.add(proof.contraction().operands());
    addOpening(out);
    return out;
  }

  private void addOpening(List<Message> out) {
    FriShape shape = key.verifyingKey().friShape();
    OpeningProof opening = proof.opening();
    int at = shape.leafRounds();
    out.addAll(opening.rounds().subList(0, at));
    for (int i = 0; i < shape.oracleArities().size(); i++) {
      out.add(opening.oracleRoots().get(i));
      out.addAll(opening.rounds().subList(at, at + shape.oracleArities().get(i)));
      at += shape.oracleArities().get(i);
    }
    out.add(opening.clear());
    out.addAll(opening.rounds().subList(at, opening.rounds().size()));
    out.add(opening.nonce());
  }

  @Test
  void verify_everyMessage_isAbsorbedOnceAndInOrder() {
    List<Message> absorbed = new ArrayList<>();
    for (Entry e : tape) {
      boolean derived =
          List.of("key", "public tensor", "context", "rows", "preprocessed").contains(e.label())
              || List.of("opening/roots", "opening/claims").contains(e.label());
      if (e instanceof Absorbed a && !derived) {
        absorbed.add(a.data());
      }
    }
    assertThat(absorbed).isEqualTo(messages());
  }

  @Test
  void verify_samplePlan_hasThisTranscript() {
    assertThat(String.join("\n", compressed())).isEqualTo(GOLDEN.strip());
  }

  /** One line an entry; runs of equal pairs of lines are counted. */
  private List<String> compressed() {
    List<String> lines = new ArrayList<>();
    for (Entry e : tape) {
      lines.add(
          switch (e) {
            case Absorbed a -> "absorb " + a.label() + ": " + a.data().length();
            case Squeezed s -> "squeeze " + s.label() + ": " + s.challenges().size();
            case Indices i -> "indices " + i.label() + ": " + i.indices().size();
          });
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int n = 1;
      while (i + 2 * n + 1 < lines.size()
          && lines.subList(i, i + 2).equals(lines.subList(i + 2 * n, i + 2 * n + 2))) {
        n++;
      }
      boolean pair = n > 1;
      out.add(pair ? n + " x " + lines.get(i) + ", " + lines.get(i + 1) : lines.get(i));
      i += pair ? 2 * n : 1;
    }
    return out;
  }

  @Test
  void tape_replayed_givesTheSameChallenges() {
    assertThat(replay(-1, 0)).isEqualTo(tape);
  }

  /** The challenges of the same steps with one bit of entry {@code changed} flipped. */
  private List<Entry> replay(int changed, int bit) {
    Recording recording = new Recording();
    Transcript t = Transcript.start("zkml/proof", recording);
    for (int i = 0; i < tape.size(); i++) {
      switch (tape.get(i)) {
        case Absorbed a -> {
          byte[] data = a.data().toBytes();
          if (i == changed) {
            data[bit / 8] ^= (byte) (1 << (bit % 8));
          }
          t.absorb(a.label(), data);
        }
        case Squeezed s -> t.squeeze(s.label(), s.challenges().size());
        case Indices x ->
            t.squeezeIndices(
                x.label(), x.indices().size(), key.verifyingKey().friShape().leafBits());
      }
    }
    return recording.entries();
  }

  @Test
  void tape_anyAbsorbChanged_changesEveryLaterChallenge() {
    for (int i = 0; i < tape.size(); i++) {
      if (tape.get(i) instanceof Absorbed a) {
        int bits = 8 * a.data().length();
        for (int bit : new int[] {0, bits / 2, bits - 1}) {
          assertOnlyLaterChallengesDiffer(i, replay(i, bit));
        }
      }
    }
  }

  private void assertOnlyLaterChallengesDiffer(int changed, List<Entry> other) {
    for (int j = 0; j < tape.size(); j++) {
      if (tape.get(j) instanceof Squeezed s && !s.challenges().isEmpty()) {
        assertThat(other.get(j).equals(s))
            .as("%s after a change of %s", s.label(), tape.get(changed).label())
            .isEqualTo(j < changed);
      }
    }
  }

  @Test
  void verify_anyMessageChanged_changesTheNextChallenges() {
    // The verifier itself, as far as it goes with a changed message.
    List<Message> messages = messages();
    int seen = 0;
    for (ProofMutations.Mutation<StarkProof> m : ProofMutations.of(proof, new RandomElements(3))) {
      if (m.what().contains(" bit ")) {
        Recording recording = new Recording();
        runQuietly(m.value(), recording);
        seen += assertPrefix(recording.entries(), m.what());
      }
    }
    assertThat(seen).isGreaterThan(messages.size());
  }

  private void runQuietly(StarkProof changed, ChallengeTape listener) {
    try {
      StarkVerifier.verify(key.verifyingKey(), run.statement(), changed, listener);
    } catch (ProofRejectedException e) {
      return; // expected; the tape is what counts
    }
    throw new AssertionError("accepted");
  }

  /** Equal up to one absorb, every challenge different after it; returns how many differ. */
  private int assertPrefix(List<Entry> got, String what) {
    int different = 0;
    boolean changed = false;
    for (int j = 0; j < got.size(); j++) {
      switch (got.get(j)) {
        case Absorbed a -> changed |= !a.equals(tape.get(j));
        case Squeezed s -> {
          if (!s.challenges().isEmpty()) {
            assertThat(s.equals(tape.get(j))).as("%s, %s", what, s.label()).isEqualTo(!changed);
            different += changed ? 1 : 0;
          }
        }
        case Indices i -> {}
      }
    }
    return different;
  }

  private byte[] data(int entry) {
    return ((Absorbed) tape.get(entry)).data().toBytes();
  }

  private int first(String label) {
    return labels().indexOf(label);
  }

  private int last(String label) {
    return labels().lastIndexOf(label);
  }

  private List<String> labels() {
    return tape.stream().map(Entry::label).toList();
  }

  @Test
  void section9Item05_rowCounts_areAbsorbedBeforeAnyChallenge() {
    int rows = first("rows");
    assertThat(tape.subList(0, rows)).allMatch(Absorbed.class::isInstance);
    ByteBuffer counts = ByteBuffer.wrap(data(rows));
    for (Segment s : run.plan.segments()) {
      assertThat(counts.getLong()).isEqualTo(s.rows());
    }
    assertThat(counts.hasRemaining()).isFalse();
  }

  @Test
  void section9Item07_planAndStatement_areAbsorbedBeforeAlpha() {
    assertThat(first("key")).isZero();
    assertThat(data(0)).isEqualTo(key.verifyingKey().digest().toBytes());
    for (String label : List.of("key", "public tensor", "context", "rows", "preprocessed")) {
      assertThat(last(label)).as(label).isLessThan(first("logup alpha")).isNotNegative();
    }
  }

  @Test
  void roots_all_areAbsorbedBeforeAlpha() {
    assertThat(last("root")).isLessThan(first("logup alpha")).isNotNegative();
    assertThat(last("ood value")).isLessThan(first("logup alpha"));
    assertThat(first("logup alpha")).isLessThan(first("logup beta"));
    assertThat(first("logup beta")).isLessThan(first("gkr root"));
  }

  @Test
  void section9Item08_pairs_areAbsorbedBeforeB() {
    assertThat(first("gkr pairs")).isGreaterThan(last("gkr mu"));
    assertThat(first("gkr pairs")).isLessThan(first("zerocheck constraints"));
    assertThat(first("gkr pairs")).isLessThan(first("zerocheck fractions"));
    assertThat(first("gkr pairs")).isLessThan(first("zerocheck segments"));
  }

  @Test
  void columnValues_all_areAbsorbedBeforeTheContractionsAreBatched() {
    assertThat(first("column values")).isGreaterThan(last("zerocheck challenge"));
    assertThat(first("column values")).isLessThan(first("contraction batch"));
    assertThat(last("contraction challenge")).isLessThan(first("contraction operands"));
    assertThat(first("contraction operands")).isLessThan(first("binding point"));
  }

  @Test
  void claims_all_areAbsorbedBeforeGamma() {
    assertThat(first("binding point")).isLessThan(first("opening/claims"));
    assertThat(first("opening/claims")).isLessThan(first("opening/gamma"));
    assertThat(first("opening/roots")).isLessThan(first("opening/gamma"));
    assertThat(first("opening/gamma")).isLessThan(first("opening/round"));
  }

  @Test
  void section9Item12_nonce_isAbsorbedBeforeThePositions() {
    assertThat(first("opening/nonce")).isEqualTo(tape.size() - 2);
    assertThat(first("opening/positions")).isEqualTo(tape.size() - 1);
  }

  private static final String GOLDEN =
      """
      absorb key: 32
      absorb public tensor: 240
      absorb public tensor: 120
      absorb context: 3
      absorb rows: 56
      absorb preprocessed: 32
      absorb root: 32
      absorb ood value: 24
      squeeze logup alpha: 1
      squeeze logup beta: 2
      absorb gkr root: 48
      squeeze gkr lambda: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      absorb gkr round: 48
      squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      2 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      3 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      4 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      5 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      6 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      7 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      squeeze gkr lambda: 1
      8 x absorb gkr round: 48, squeeze gkr challenge: 1
      absorb gkr ends: 96
      squeeze gkr mu: 1
      absorb gkr pairs: 336
      squeeze zerocheck constraints: 1
      squeeze zerocheck fractions: 1
      squeeze zerocheck segments: 1
      7 x absorb zerocheck round: 96, squeeze zerocheck challenge: 1
      absorb column values: 576
      squeeze contraction batch: 1
      4 x absorb contraction round: 72, squeeze contraction challenge: 1
      absorb contraction operands: 48
      squeeze binding point: 4
      absorb opening/roots: 64
      absorb opening/claims: 600
      squeeze opening/gamma: 1
      3 x absorb opening/round: 48, squeeze opening/challenge: 1
      absorb opening/oracle: 32
      absorb opening/round: 48
      squeeze opening/challenge: 1
      absorb opening/clear: 6144
      8 x absorb opening/round: 48, squeeze opening/challenge: 1
      absorb opening/nonce: 8
      indices opening/positions: 4
      """;
}
