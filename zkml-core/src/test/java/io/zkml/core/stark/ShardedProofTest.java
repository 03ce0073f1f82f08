package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.zkml.core.air.Bus;
import io.zkml.core.codec.ShardedProofCodec;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.pcs.Folding;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityInputs;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proofs in shards: what all shards say together is proven, and nothing else. */
class ShardedProofTest {

  private static final long[] PLACES = {0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 15};
  private static final long END = 15;
  private static final ShardedKey KEY = LinkShards.key(3);
  private static final Statement STATEMENT = LinkShards.statement(END);
  private static final ShardedProof PROOF = prove(KEY, STATEMENT, cells());

  private static List<long[]> cells() {
    return LinkShards.cells(PLACES, END);
  }

  private static ShardedProof prove(ShardedKey key, Statement statement, List<long[]> cells) {
    try {
      return LinkShards.prove(key, statement, cells);
    } catch (ProofRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static void reject(ShardedKey key, Statement s, ShardedProof proof, String what) {
    try {
      ShardedVerifier.verify(key, s, proof);
    } catch (ProofRejectedException e) {
      return;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + " made the verifier fail", e);
    }
    fail("%s was accepted", what);
  }

  private static void rejectAs(String message, List<long[]> cells) {
    ShardedProof proof = prove(KEY, STATEMENT, cells);
    assertThatThrownBy(() -> ShardedVerifier.verify(KEY, STATEMENT, proof))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void verify_honestShards_acceptsAlsoWhatWasRead() throws ProofRejectedException {
    ShardedVerifier.verify(KEY, STATEMENT, PROOF);
    byte[] bytes = ShardedProofCodec.encode(PROOF, KEY);
    assertThat(ShardedProofCodec.decode(bytes, KEY)).isEqualTo(PROOF);
    for (byte[] other : List.of(Arrays.copyOf(bytes, bytes.length + 1), Arrays.copyOf(bytes, 40))) {
      assertThatThrownBy(() -> ShardedProofCodec.decode(other, KEY))
          .isInstanceOf(ProofRejectedException.class);
    }
    assertThatThrownBy(() -> ShardedProofCodec.decode(bytes, LinkShards.key(2)))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("made with another");
  }

  /** Without the check of the sum of all roots these are accepted: every shard is as it says. */
  @Test
  void verify_shardsThatDoNotBalanceTogether_rejects() {
    List<long[]> jump = cells();
    Arrays.setAll(jump.get(2), i -> cells().get(2)[i] + 1);
    rejectAs("do not balance", jump);
    List<long[]> uncounted = cells();
    uncounted.getLast()[0]--;
    rejectAs("do not balance", uncounted);
    List<long[]> repeated = cells();
    repeated.set(1, repeated.get(0));
    rejectAs("do not balance", repeated);
    List<long[]> end = cells();
    end.getLast()[2] = END + 1;
    Statement other = LinkShards.statement(END + 1);
    ShardedProof proof = prove(KEY, other, end);
    assertThatThrownBy(() -> ShardedVerifier.verify(KEY, other, proof))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("do not balance");
  }

  /** A fraction 0 / 0 of one shard would make the sum of all 0 / 0. */
  @Test
  void verify_zeroDenominatorOfAShard_rejects() {
    ShardProof first = PROOF.shards().getFirst();
    StarkProof m = first.messages();
    GkrProof gkr = new GkrProof(Message.of(new byte[48]), m.gkr().layers(), m.gkr().pairs());
    StarkProof zero =
        new StarkProof(m.commitments(), gkr, m.zerocheck(), m.contraction(), m.opening());
    List<ShardProof> shards = new ArrayList<>(PROOF.shards());
    shards.set(0, new ShardProof(zero));
    assertThatThrownBy(() -> ShardedVerifier.verify(KEY, STATEMENT, new ShardedProof(shards)))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("zero denominator");
  }

  /** Also shards dropped, repeated and exchanged, since the walk covers the list of shards. */
  @Test
  void verify_anyChangeOfTheProof_rejects() {
    RandomElements random = new RandomElements(3);
    var all = ProofMutations.of(PROOF, random);
    assertThat(all).hasSizeGreaterThan(1000);
    for (var m : all) {
      reject(KEY, STATEMENT, m.value(), random + ": " + m.what());
    }
  }

  /** The same statement, proven twice with different steps in between. */
  @Test
  void verify_shardsOfTwoProofsOfOneStatement_rejects() {
    long[] otherWay = {0, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15};
    ShardedProof other = prove(KEY, STATEMENT, LinkShards.cells(otherWay, END));
    for (int i = 0; i < PROOF.shards().size(); i++) {
      List<ShardProof> mixed = new ArrayList<>(PROOF.shards());
      mixed.set(i, other.shards().get(i));
      reject(KEY, STATEMENT, new ShardedProof(mixed), "shard " + i + " of another proof");
    }
  }

  @Test
  void verify_shardsCutOtherwise_reject() {
    for (int n : new int[] {1, 2, 4}) {
      reject(LinkShards.key(n), STATEMENT, PROOF, n + " shards of links");
    }
    List<VerifyingKey> moved = new ArrayList<>(KEY.shards());
    Collections.swap(moved, 2, 3);
    List<ShardProof> proofs = new ArrayList<>(PROOF.shards());
    Collections.swap(proofs, 2, 3);
    reject(new ShardedKey(moved), STATEMENT, new ShardedProof(proofs), "another order");
  }

  @Test
  void verify_anyOtherStatement_rejects() {
    reject(KEY, LinkShards.statement(14), PROOF, "another end");
    reject(KEY, new Statement(STATEMENT.tensors(), new byte[] {1}), PROOF, "another context");
    long[] end = {END};
    reject(KEY, new Statement(List.of(end, end), LinkShards.CONTEXT), PROOF, "a tensor more");
    reject(KEY, new Statement(List.of(), LinkShards.CONTEXT), PROOF, "no tensor");
  }

  /** A shard's key accepts no shard's proof, however its buses stand. */
  @Test
  void starkVerifier_partOfAProof_rejects() {
    for (int i = 0; i < PROOF.shards().size(); i++) {
      VerifyingKey key = KEY.shards().get(i);
      StarkProof part = PROOF.shards().get(i).messages();
      Statement s = i < 3 ? new Statement(List.of(), LinkShards.CONTEXT) : STATEMENT;
      assertThatThrownBy(() -> StarkVerifier.verify(key, s, part))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.LOGUP));
    }
  }

  /** Every root and value of every shard comes before every challenge of every shard. */
  @Test
  void context_anyCommitmentChanged_changesAllChallenges() throws ProofRejectedException {
    ShardContext honest = context(KEY, PROOF.commitments());
    for (int i = 0; i < PROOF.shards().size(); i++) {
      for (int part = 0; part < 2; part++) {
        List<List<StarkProof.CommitmentMessages>> messages = new ArrayList<>(PROOF.commitments());
        var m = messages.get(i).getFirst();
        byte[] bytes = (part == 0 ? m.root() : m.oodValue()).toBytes();
        bytes[bytes.length - 1] ^= 1;
        Message changed = Message.of(bytes);
        messages.set(
            i,
            List.of(
                new StarkProof.CommitmentMessages(
                    part == 0 ? changed : m.root(), part == 1 ? changed : m.oodValue())));
        ShardContext other = context(KEY, messages);
        assertThat(other.fingerprint().alpha()).isNotEqualTo(honest.fingerprint().alpha());
        assertThat(other.fingerprint().beta()).isNotEqualTo(honest.fingerprint().beta());
        for (int s = 0; s < PROOF.shards().size(); s++) {
          assertThat(other.start(s).state()).isNotEqualTo(honest.start(s).state());
        }
      }
    }
    List<byte[]> starts = new ArrayList<>();
    for (int s = 0; s < PROOF.shards().size(); s++) {
      starts.add(honest.start(s).state());
    }
    assertThat(starts.stream().map(Arrays::toString)).doesNotHaveDuplicates();
  }

  private static ShardContext context(
      ShardedKey key, List<List<StarkProof.CommitmentMessages>> messages)
      throws ProofRejectedException {
    return ShardContext.of(key, STATEMENT, messages, ChallengeTape.none());
  }

  /** The prover's and the verifier's transcripts, as the protocol's page lists them. */
  @Test
  void tape_ofAllShards_isAsDocumented() throws ProofRejectedException {
    Recording tape = new Recording();
    ShardedVerifier.verify(KEY, STATEMENT, PROOF, tape);
    List<String> labels = tape.entries().stream().map(Recording.Entry::label).toList();
    List<String> expected = new ArrayList<>(List.of("key", "public tensor", "context"));
    for (int i = 0; i < 4; i++) {
      expected.addAll(List.of("shard", "rows", "root", "ood value"));
    }
    expected.addAll(List.of("logup alpha", "logup beta"));
    expected.addAll(List.of("all shards", "shard", "gkr root", "gkr lambda"));
    assertThat(labels.subList(0, expected.size())).isEqualTo(expected);
    assertThat(Collections.frequency(labels, "all shards")).isEqualTo(4);
  }

  @Test
  void key_shardsThatDoNotFitTogether_isRefused() {
    VerifyingKey links = LinkShards.key(LinkShards.links(1, LinkShards.STEP));
    VerifyingKey ends = LinkShards.key(LinkShards.ends());
    refuse("0 shards", List.of());
    refuse("257 shards", Collections.nCopies(ShardedKey.MAX_SHARDS + 1, links));
    int h = LinkShards.LOG_HEIGHT;
    for (Folding other :
        List.of(Folding.uniform(h + 1, 2), Folding.uniform(h, 1), new Folding(h, 2, List.of(1)))) {
      refuse(
          "several foldings",
          List.of(links, LinkShards.key(LinkShards.ends(), ends.parameters(), other)));
    }
    refuse(
        "several parameter sets",
        List.of(
            links, LinkShards.key(LinkShards.ends(), SecurityParameters.FAST_128, ends.folding())));
    // Alone it is a permutation; beside the table it would be a second table of the prover's.
    VerifyingKey forger = LinkShards.key(LinkShards.links(-1, LinkShards.STEP));
    refuse("counts neither 0 nor 1", List.of(forger, ends));
    refuse("owns a table twice", List.of(links, ends, ends));
    VerifyingKey wide = LinkShards.key(LinkShards.links(1, new Bus("other", 2, 1)));
    refuse("two forms", List.of(wide, ends));
  }

  private static void refuse(String why, List<VerifyingKey> shards) {
    assertThatThrownBy(() -> new ShardedKey(shards))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void security_ofShards_countsLeavesAndRootsOfAll() {
    var one = PlanSecurity.inputs(KEY.shards().get(0).plan(), KEY.shards().get(0).friShape());
    var last = PlanSecurity.inputs(KEY.shards().get(3).plan(), KEY.shards().get(3).friShape());
    var all = SecurityInputs.ofShards(List.of(one, one, one, last));
    assertThat(all.logUp().leaves()).isEqualTo(3 * one.logUp().leaves() + last.logUp().leaves());
    assertThat(all.opening().rootVariables()).hasSize(4);
    assertThat(all.opening().claims())
        .isEqualTo(Math.max(one.opening().claims(), last.opening().claims()));
    assertThat(PlanSecurity.report(KEY).sumBits())
        .isLessThanOrEqualTo(PlanSecurity.report(KEY.shards().get(0)).sumBits());
  }
}
