package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.merkle.prover.PlaneLeaves;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.fri.FriLabels;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.OracleOpening;
import io.zkml.core.pcs.fri.Positions;
import io.zkml.core.pcs.fri.QueriedEntries;
import io.zkml.core.poly.Ntt;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the opening protocol; the verifier's mirror image. Not final: tests derive provers
 * that cheat from it.
 */
class FriOpening {

  private final FriProver prover;
  private final ProverChannel channel;
  private final FriShape shape;
  private final List<CommittedData> commitments;
  private final ClaimBatch batch;
  private final OpeningSumcheck sumcheck;
  private final List<Message> rounds = new ArrayList<>();
  private final List<Message> roots = new ArrayList<>();
  private final List<PlaneLeaves> oracles = new ArrayList<>();
  private final List<MerkleTree> trees = new ArrayList<>();
  private Ext3 claim;

  FriOpening(
      FriProver prover,
      ProverChannel channel,
      FriShape shape,
      List<CommittedData> commitments,
      List<OpeningClaim> claims) {
    this.prover = prover;
    this.channel = channel;
    this.shape = shape;
    this.commitments = commitments;
    List<Commitment> publicParts = new ArrayList<>();
    for (CommittedData data : commitments) {
      publicParts.add(data.commitment());
      if (data.arity() != shape.arity()) {
        throw new IllegalArgumentException("commitment with leaves of another arity");
      }
    }
    this.batch =
        ClaimBatch.begin(channel.transcript(), shape, prover.parameters(), publicParts, claims);
    this.claim = batch.value();
    this.sumcheck =
        new OpeningSumcheck(shape, batch, commitments, prover.kernels(), prover.workers());
  }

  OpeningProof run() {
    rounds(shape.leafRounds());
    List<Integer> arities = shape.oracleArities();
    for (int i = 0; i < arities.size(); i++) {
      commitOracle(i);
      rounds(arities.get(i));
    }
    ExtVector left = lastMessage(sumcheck);
    List<Ext3> entries = new ArrayList<>();
    for (int i = 0; i < left.length(); i++) {
      entries.add(left.get(i));
    }
    Message clear = channel.send(FriLabels.CLEAR, entries);
    rounds(shape.logClear());
    int powBits = prover.parameters().powBits();
    long found = Grinder.find(channel, powBits, prover.hasher(), prover.workers());
    Message nonce = channel.sendLong(FriLabels.NONCE, found);
    return answer(clear, nonce);
  }

  /** What is sent in clear. */
  ExtVector lastMessage(OpeningSumcheck sumcheck) {
    return sumcheck.message(1 << shape.logClear());
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      List<Ext3> sent = sumcheck.message();
      rounds.add(channel.send(FriLabels.ROUND, sent));
      Ext3 r = channel.transcript().squeeze(FriLabels.CHALLENGE);
      claim = RoundPolynomial.evaluate(claim, sent, r);
      sumcheck.bind(r);
    }
  }

  /** Encodes the folded message: cheaper than folding codewords. */
  private void commitOracle(int i) {
    int v = shape.oracleVariables(i);
    int b = shape.logInvRate();
    ExtVector message = sumcheck.message(1 << v);
    Ntt encoder = prover.encoder(v + b);
    long[][] planes = new long[3][];
    prover
        .workers()
        .forEach(
            3,
            k -> {
              planes[k] = new long[1 << (v + b)];
              encoder.encode(message.plane(k), 0, v, b, planes[k], 0, prover.kernels());
            });
    int bits = shape.oracleLeafBits(i);
    PlaneLeaves leaves = new PlaneLeaves(planes, bits, v + b - bits);
    MerkleTree tree = MerkleTree.build(leaves, prover.hasher(), prover.workers());
    roots.add(channel.sendDigest(FriLabels.ORACLE, tree.root().toBytes()));
    oracles.add(leaves);
    trees.add(tree);
  }

  private OpeningProof answer(Message clear, Message nonce) {
    int[] drawn =
        channel
            .transcript()
            .squeezeIndices(FriLabels.POSITIONS, prover.parameters().queries(), shape.leafBits());
    int[] positions = Positions.distinct(drawn);
    List<MultiOpening> leaves = new ArrayList<>();
    for (CommittedData data : commitments) {
      leaves.add(data.open(positions));
    }
    List<OracleOpening> folded = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      QueriedEntries queried =
          new QueriedEntries(positions, shape.oracleLeafBits(i), shape.oracleArities().get(i));
      positions = queried.leaves();
      folded.add(OracleOpening.of(trees.get(i).open(oracles.get(i), positions), queried));
    }
    return new OpeningProof(rounds, roots, clear, nonce, leaves, folded);
  }

  /** Fails if the verifier would refuse the end of the sumcheck: some claim does not hold. */
  void requireHonest() {
    if (claim.equals(sumcheck.sum())) {
      return;
    }
    for (int j = 0; j < batch.claims().size(); j++) {
      Ext3 value = ClaimValue.of(batch, j, shape, commitments, prover.kernels());
      if (!value.equals(batch.claims().get(j).value())) {
        throw new IllegalArgumentException(
            "claim " + j + " has value " + batch.claims().get(j).value() + ", not " + value);
      }
    }
    throw new IllegalStateException("all claims hold, yet their batch does not");
  }
}
