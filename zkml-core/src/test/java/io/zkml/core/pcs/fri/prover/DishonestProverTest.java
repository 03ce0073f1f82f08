package io.zkml.core.pcs.fri.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.merkle.prover.PlaneLeaves;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.OutOfDomain;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.Weight;
import io.zkml.core.pcs.fri.FriVerifier;
import io.zkml.core.pcs.fri.OpeningFixture;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Provers that follow the protocol but lie about one thing. */
class DishonestProverTest {

  private static final SecurityParameters PARAMETERS = SecurityParameters.FAST_100;

  private final FriProver prover =
      new FriProver(PARAMETERS, Kernels.scalar(), BatchHasher.scalar(), Workers.of(1));

  /** Leaves of one commitment, entries and value of another. */
  private record Liar(CommittedData leaves, CommittedData entries, Commitment commitment)
      implements CommittedData {
    @Override
    public int arity() {
      return leaves.arity();
    }

    @Override
    public void read(int column, int row, long[] out, int at, int n) {
      entries.read(column, row, out, at, n);
    }

    @Override
    public MultiOpening open(int[] positions) {
      return leaves.open(positions);
    }
  }

  private RejectReason rejection(CommittedData data, int a, List<OpeningClaim> claims) {
    FriShape shape =
        FriShape.of(
            PARAMETERS.logInvRate(),
            Folding.uniform(data.commitment().layout().logHeight(), a),
            List.of(data.commitment().layout()));
    ProverChannel channel = new ProverChannel(transcript(data));
    return rejection(
        data, shape, new FriOpening(prover, channel, shape, List.of(data), claims), claims);
  }

  private RejectReason rejection(
      CommittedData data, FriShape shape, FriOpening opening, List<OpeningClaim> claims) {
    OpeningProof proof = opening.run();
    VerifierChannel channel = new VerifierChannel(transcript(data));
    try {
      FriVerifier.verify(channel, shape, PARAMETERS, List.of(data.commitment()), claims, proof);
    } catch (ProofRejectedException e) {
      return e.reason();
    }
    throw new AssertionError("accepted");
  }

  private static Transcript transcript(CommittedData data) {
    Transcript t = Transcript.start("dishonest");
    t.absorb("commitment", data.commitment().identity(PARAMETERS, data.arity()).toBytes());
    return t;
  }

  private OpeningFixture fixture(int h, int a) {
    return new OpeningFixture(
        PARAMETERS, 5, Folding.uniform(h, a), List.of(List.of(h + 1, h, 3)), prover);
  }

  @Test
  void open_falseClaim_isNamed() {
    OpeningFixture f = fixture(6, 2).withAllClaims();
    OpeningClaim last = f.claims.removeLast();
    f.claims.add(new OpeningClaim(last.terms(), last.value().add(Ext3.ONE)));
    assertThatThrownBy(f::prove)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("claim " + (f.claims.size() - 1));
  }

  @Test
  void verify_falseClaimHonestRounds_rejects() {
    OpeningFixture f = fixture(9, 2).withAllClaims();
    OpeningClaim first = f.claims.removeFirst();
    f.claims.addFirst(new OpeningClaim(first.terms(), first.value().add(Ext3.ONE)));
    assertThat(rejection(f.data.get(0), 2, f.claims)).isEqualTo(RejectReason.OPENING);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9, 12})
  void section9Item09_answersAboutOtherEntries_rejectedByQueries(int h) {
    // Everything is consistent with the other entries, the out-of-domain value included; only the
    // queries see that the leaves are those of the committed ones.
    OpeningFixture committed = fixture(h, 2);
    OpeningFixture other = fixture(h, 2);
    other.entries.get(0).put(3, new long[] {1}, 0, 1);
    Commitment c = committed.data.get(0).commitment();
    Ext3 y =
        MleValue.of(
            other.entries.get(0).columns(),
            OutOfDomain.point(PARAMETERS, c.layout(), c.root()),
            Kernels.scalar(),
            Workers.of(1));
    Commitment lie = new Commitment(c.root(), c.layout(), y);
    other.withAllClaims();
    assertThat(rejection(new Liar(committed.data.get(0), other.data.get(0), lie), 2, other.claims))
        .isEqualTo(anotherFold(h));
  }

  /** With an oracle, the leaf with the right fold is not the committed one. */
  private static RejectReason anotherFold(int h) {
    return Folding.uniform(h, 2).oracleArities().isEmpty()
        ? RejectReason.QUERY
        : RejectReason.MERKLE;
  }

  /** Adds to the clear message what the weights that are left do not see. */
  private static final class ClearLiar extends FriOpening {
    ClearLiar(
        FriProver prover,
        ProverChannel channel,
        FriShape shape,
        CommittedData data,
        List<OpeningClaim> claims) {
      super(prover, channel, shape, List.of(data), claims);
    }

    @Override
    ExtVector lastMessage(OpeningSumcheck sumcheck) {
      ExtVector weight = sumcheck.tables().weight();
      ExtVector vector = sumcheck.tables().vector();
      vector.set(0, vector.get(0).add(weight.get(1)));
      vector.set(1, vector.get(1).sub(weight.get(0)));
      return super.lastMessage(sumcheck);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9, 12})
  void section9Item09_clearMessageOfAnotherFold_rejectedByQueries(int h) {
    OpeningFixture f = fixture(h, 2).withAllClaims();
    CommittedData data = f.data.get(0);
    ProverChannel channel = new ProverChannel(transcript(data));
    FriOpening liar = new ClearLiar(prover, channel, f.shape, data, f.claims);
    assertThat(rejection(data, f.shape, liar, f.claims)).isEqualTo(RejectReason.QUERY);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12})
  void section9Item09_fewWrongPositions_areFound(int h) {
    OpeningFixture f = fixture(h, 2).withAllClaims();
    PlaneLeaves leaves = corrupted(f, h, 8);
    assertThat(rejection(committed(f, leaves), 2, f.claims)).isEqualTo(anotherFold(h));
  }

  @Test
  void verify_wordThatIsNoCodeword_rejects() {
    OpeningFixture f = fixture(9, 2).withAllClaims();
    PlaneLeaves leaves = corrupted(f, 9, 1);
    assertThat(rejection(committed(f, leaves), 2, f.claims)).isEqualTo(RejectReason.QUERY);
  }

  /** The codewords with every {@code step}th leaf wrong. */
  private PlaneLeaves corrupted(OpeningFixture f, int h, int step) {
    int b = PARAMETERS.logInvRate();
    long[][] words = new long[f.layouts.get(0).usedColumns()][1 << (h + b)];
    for (int c = 0; c < words.length; c++) {
      long[] column = f.entries.get(0).columns()[c];
      prover.encoder(h + b).encode(column, 0, h, b, words[c], 0, Kernels.scalar());
      for (int i = 0; i < words[c].length; i += step) {
        words[c][i] = f.element();
      }
    }
    return new PlaneLeaves(words, h + b - 2, 2);
  }

  private static CommittedData committed(OpeningFixture f, PlaneLeaves leaves) {
    StackedLayout layout = f.layouts.get(0);
    MerkleTree tree = MerkleTree.build(leaves, BatchHasher.scalar(), Workers.of(1));
    List<Ext3> z = OutOfDomain.point(PARAMETERS, layout, tree.root());
    Ext3 y = MleValue.of(f.entries.get(0).columns(), z, Kernels.scalar(), Workers.of(1));
    Commitment commitment = new Commitment(tree.root(), layout, y);
    return new HeapCommittedData(commitment, f.entries.get(0).columns(), leaves, tree);
  }

  @Test
  void section9Item01_valueAtAPointOfTheProversChoice_rejects() {
    OpeningFixture f = fixture(7, 2);
    Commitment c = f.data.get(0).commitment();
    List<Ext3> own = f.point(c.layout().variables());
    Ext3 y = MleValue.of(f.entries.get(0).columns(), own, Kernels.scalar(), Workers.of(1));
    Commitment lie = new Commitment(c.root(), c.layout(), y);
    OpeningClaim true_ =
        new OpeningClaim(List.of(new OpeningClaim.Term(Ext3.ONE, 0, 0, Weight.eq(own))), y);
    Liar liar = new Liar(f.data.get(0), f.data.get(0), lie);
    assertThat(rejection(liar, 2, List.of(true_))).isEqualTo(RejectReason.OPENING);
  }

  @Test
  void section9Item06_wrongValueAndNoClaims_rejects() {
    OpeningFixture f = fixture(7, 2);
    Commitment c = f.data.get(0).commitment();
    Commitment lie = new Commitment(c.root(), c.layout(), c.oodValue().add(Ext3.ONE));
    assertThat(rejection(new Liar(f.data.get(0), f.data.get(0), lie), 2, List.of()))
        .isEqualTo(RejectReason.OPENING);
  }
}
