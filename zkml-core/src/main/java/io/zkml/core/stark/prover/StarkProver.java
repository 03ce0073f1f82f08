package io.zkml.core.stark.prover;

import io.zkml.core.air.AffineForm;
import io.zkml.core.air.ExtAffineForm;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.prover.ContractionProver;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.logup.prover.GkrProver;
import io.zkml.core.logup.prover.Leaves;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.ParallelSums;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.prover.EqTables;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.ProofContext;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.SegmentPolynomial;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.ZerocheckProof;
import io.zkml.core.stark.ZerocheckVerifier;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/** Makes proofs: the mirror image of {@code StarkVerifier}. Usable from many threads. */
public final class StarkProver {

  private final FieldKernels kernels;
  private final Workers workers;
  private final FriProver fri;
  private final ProvingKey key;

  /** A prover for the key's program, with a hasher of its own: see {@link FriProver}. */
  public StarkProver(FieldKernels kernels, Workers workers, ProvingKey key) {
    this(kernels, workers, new FriProver(key.verifyingKey().parameters(), kernels, workers), key);
  }

  /** A prover for the key's program; {@code fri} is for the key's parameter set. */
  public StarkProver(FieldKernels kernels, Workers workers, FriProver fri, ProvingKey key) {
    this.kernels = kernels;
    this.workers = workers;
    this.fri = fri;
    this.key = key;
  }

  /**
   * Proves a statement.
   *
   * @throws IllegalArgumentException if the statement does not fit the key
   */
  public StarkProof prove(Statement statement, Witness witness) {
    return prove(statement, witness, Monitor.silent());
  }

  /**
   * Proves a statement under observation.
   *
   * @throws IllegalArgumentException if the statement does not fit the key
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public StarkProof prove(Statement statement, Witness witness, Monitor monitor) {
    try {
      return new Run(ProofContext.of(key.verifyingKey(), statement), witness, monitor).prove();
    } catch (ProofRejectedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Commits to one shard of a larger proof; its proof can be finished when all are committed to.
   *
   * @param share the shard's tensors and digests, and the context
   * @throws IllegalArgumentException if the statement does not fit the key
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public CommittedShard commit(Statement share, Witness witness, Monitor monitor) {
    try {
      Run run = new Run(ProofContext.of(key.verifyingKey(), share), witness, monitor);
      List<StarkProof.CommitmentMessages> messages = monitor.stage(Stage.COMMIT, run::commit);
      return new CommittedShard(
          messages, (channel, fingerprint) -> run.finish(channel, fingerprint, messages));
    } catch (ProofRejectedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** One proof under construction. */
  private final class Run {
    private final Monitor monitor;
    private final ProofContext context;
    private final ProofPlan plan;
    private final VerifyingKey vk;
    private final Witness witness;
    private final TraceColumns trace;
    private ProverChannel channel;
    private final List<CommittedData> committed = new ArrayList<>();

    Run(ProofContext context, Witness witness, Monitor monitor) {
      this.monitor = monitor;
      this.context = context;
      this.plan = context.plan();
      this.vk = key.verifyingKey();
      this.witness = witness;
      List<long[]> entries = new ArrayList<>(key.preprocessedEntries());
      for (BoundaryVector v : witness.boundary()) {
        entries.add(v.entries());
      }
      entries.addAll(witness.committed());
      requireBoundary();
      this.trace = new TraceColumns(context, entries, witness.virtualColumns());
      this.channel = new ProverChannel(context.start(ChallengeTape.none()));
    }

    /** A statement about other commitments than the witness' would cost a proof to find out. */
    private void requireBoundary() {
      List<Digest> digests = new ArrayList<>();
      for (BoundaryVector v : witness.boundary()) {
        digests.add(v.digest(vk));
      }
      if (!digests.equals(context.statement().commitments())) {
        throw new IllegalArgumentException(
            "the statement's commitments are not those of the boundary vectors");
      }
    }

    StarkProof prove() {
      List<StarkProof.CommitmentMessages> commitments = monitor.stage(Stage.COMMIT, this::commit);
      GkrVerifier.Fingerprint fingerprint =
          GkrVerifier.Fingerprint.squeeze(channel.transcript(), context.logUp());
      return finish(channel, fingerprint, commitments);
    }

    /** Everything behind the commitments, in a transcript that has absorbed them. */
    StarkProof finish(
        ProverChannel bound,
        GkrVerifier.Fingerprint fingerprint,
        List<StarkProof.CommitmentMessages> commitments) {
      channel = bound;
      Fractions fractions = monitor.stage(Stage.LOGUP, () -> fractions(fingerprint));
      ZerocheckVerifier.Challenges challenges =
          ZerocheckVerifier.Challenges.squeeze(channel.transcript());
      Rows rows = monitor.stage(Stage.ZEROCHECK, () -> rows(fingerprint, fractions, challenges));
      ContractionProver.Result contraction =
          monitor.stage(Stage.CONTRACTION, () -> contraction(rows.columns()));
      List<OpeningClaim> claims = new ArrayList<>(context.columnClaims(rows.columns()));
      claims.addAll(contraction.claims());
      claims.addAll(context.bindingClaims(channel.transcript()));
      OpeningProof opening = monitor.stage(Stage.OPENING, () -> open(claims));
      return new StarkProof(
          commitments, fractions.proof(), rows.proof(), contraction.proof(), opening);
    }

    private Rows rows(
        GkrVerifier.Fingerprint fingerprint,
        Fractions fractions,
        ZerocheckVerifier.Challenges challenges) {
      List<Message> rounds = new ArrayList<>();
      List<Ext3> point = zerocheck(fingerprint, fractions, challenges, rounds);
      ZerocheckVerifier.Columns columns =
          new ZerocheckVerifier.Columns(point, evaluateColumns(point));
      List<Ext3> given = new ArrayList<>();
      for (int t = 0; t < plan.segments().size(); t++) {
        List<Segment.Source> sources = plan.segments().get(t).sources();
        for (int c = 0; c < sources.size(); c++) {
          if (!(sources.get(c) instanceof Segment.Public)) {
            given.add(columns.values().get(t).get(c));
          }
        }
      }
      Message values = channel.send("column values", given);
      return new Rows(new ZerocheckProof(rounds, values), columns);
    }

    private ContractionProver.Result contraction(ZerocheckVerifier.Columns columns) {
      return new ContractionProver(
              kernels, workers, plan.relations(), context.products(), trace::operand)
          .prove(channel, columns.point(), context.virtualValues(columns), context.contraction());
    }

    private OpeningProof open(List<OpeningClaim> claims) {
      return fri.open(channel, vk.friShape(), committed, claims);
    }

    private List<StarkProof.CommitmentMessages> commit() {
      for (int k = 0; k < key.preprocessed().size(); k++) {
        committed.add(key.preprocessed().get(k));
        Commitment c = key.verifyingKey().preprocessed().get(k);
        channel.transcript().absorb("preprocessed", vk.identity(c).toBytes());
      }
      List<StackedLayout> layouts = vk.layouts();
      List<StarkProof.CommitmentMessages> messages = new ArrayList<>();
      for (BoundaryVector v : witness.boundary()) {
        messages.add(send(v.data()));
      }
      for (long[] entries : witness.committed()) {
        StackedColumns columns = new StackedColumns(layouts.get(committed.size()));
        columns.put(0, entries, 0, entries.length);
        messages.add(send(fri.commit(columns, vk.arity())));
      }
      return messages;
    }

    private StarkProof.CommitmentMessages send(CommittedData data) {
      committed.add(data);
      return new StarkProof.CommitmentMessages(
          channel.sendDigest("root", data.commitment().root().toBytes()),
          channel.send("ood value", List.of(data.commitment().oodValue())));
    }

    private Fractions fractions(GkrVerifier.Fingerprint fingerprint) {
      LogUpShape shape = context.logUp();
      Leaves leaves = new Leaves(Math.toIntExact(shape.leaves()), shape.variables());
      Ext3[] slots = fingerprint.slotWeights();
      for (int t = 0; t < shape.tables().size(); t++) {
        List<Interaction> interactions = shape.tables().get(t).interactions();
        for (int i = 0; i < interactions.size(); i++) {
          int offset = Math.toIntExact(shape.offset(t, i));
          fillLeaves(t, interactions.get(i), fingerprint.alpha(), slots, leaves, offset);
        }
      }
      GkrProver.Result result = new GkrProver(kernels, workers).prove(channel, leaves);
      List<Ext3> numerators = new ArrayList<>();
      List<Ext3> denominators = new ArrayList<>();
      pairs(fingerprint, result.point(), numerators, denominators);
      List<Ext3> all = new ArrayList<>(numerators);
      all.addAll(denominators);
      Message pairs = channel.send("gkr pairs", all);
      return new Fractions(
          new GkrProof(result.root(), result.layers(), pairs),
          new GkrVerifier.Reduced(result.point(), numerators, denominators));
    }

    private void fillLeaves(
        int segment, Interaction interaction, Ext3 alpha, Ext3[] slots, Leaves leaves, int offset) {
      Segment s = plan.segments().get(segment);
      int columns = s.sources().size();
      AffineForm numerator = AffineForm.of(s.chip().graph(), interaction.numerator(), columns);
      ExtAffineForm denominator = new ExtAffineForm(columns);
      denominator.add(alpha.add(slots[0].mul(interaction.bus().id())));
      for (int j = 0; j < interaction.values().size(); j++) {
        denominator.add(
            slots[j + 1], AffineForm.of(s.chip().graph(), interaction.values().get(j), columns));
      }
      workers.forRange(
          1 << s.logRows(),
          ParallelSums.GRAIN,
          (from, to) -> {
            long[] counts = new long[to - from];
            numerator.evaluate(kernels, trace.of(segment), from, counts);
            leaves.putNumerators(counts, offset + from, counts.length);
            denominator.evaluate(
                kernels, trace.of(segment), from, to, leaves.denominators(), offset);
          });
    }

    /** P_t and Q_t: affine in the columns, so they follow from the columns' MLEs at the point. */
    private void pairs(
        GkrVerifier.Fingerprint fingerprint,
        List<Ext3> xi,
        List<Ext3> numerators,
        List<Ext3> denominators) {
      List<List<Ext3>> at = evaluateColumns(xi);
      for (int t = 0; t < plan.segments().size(); t++) {
        Segment s = plan.segments().get(t);
        Ext3[] node = s.chip().graph().evaluate(at.get(t));
        Ext3[] prefix = GkrVerifier.prefixWeights(context.logUp(), t, xi);
        Ext3 p = Ext3.ZERO;
        Ext3 q = Ext3.ZERO;
        for (int i = 0; i < prefix.length; i++) {
          Interaction m = s.chip().interactions().get(i);
          p = p.add(prefix[i].mul(node[m.numerator()]));
          q = q.add(prefix[i].mul(fingerprint.of(m, node)));
        }
        numerators.add(p);
        denominators.add(q);
      }
    }

    private List<Ext3> zerocheck(
        GkrVerifier.Fingerprint fingerprint,
        Fractions fractions,
        ZerocheckVerifier.Challenges challenges,
        List<Message> rounds) {
      ZerocheckProver prover =
          new ZerocheckProver(kernels, workers, plan.maxLogRows(), plan.zerocheckDegree());
      GkrVerifier.Reduced gkr = fractions.reduced();
      Ext3 weight = Ext3.ONE;
      for (int t = 0; t < plan.segments().size(); t++) {
        SegmentPolynomial f =
            ZerocheckVerifier.polynomial(
                plan, context.logUp(), fingerprint, gkr.point(), challenges, t);
        Ext3 b = challenges.b();
        Ext3 claim = b.mul(gkr.numerators().get(t).add(b.mul(gkr.denominators().get(t))));
        List<Ext3> xi = Points.suffix(gkr.point(), plan.segments().get(t).logRows());
        prover.add(f, trace.of(t), xi, claim, weight);
        weight = weight.mul(challenges.eta());
      }
      return prover.prove(channel, rounds);
    }

    /** Every column's MLE at its suffix of a point. */
    private List<List<Ext3>> evaluateColumns(List<Ext3> point) {
      List<List<Ext3>> all = new ArrayList<>();
      for (int t = 0; t < plan.segments().size(); t++) {
        Segment s = plan.segments().get(t);
        List<Ext3> at = Points.suffix(point, s.logRows());
        ExtVector eq = EqTables.of(kernels, at);
        List<Ext3> values = new ArrayList<>();
        for (int c = 0; c < s.sources().size(); c++) {
          values.add(
              s.sources().get(c) instanceof Segment.Public p
                  ? p.column().evaluate(at)
                  : evaluate(eq, trace.of(t).get(c)));
        }
        all.add(values);
      }
      return all;
    }

    private Ext3 evaluate(ExtVector eq, ExtAffineForm.Column column) {
      return ParallelSums.sum(
          workers,
          eq.length(),
          1,
          (from, to, sums) ->
              sums[0] =
                  sums[0].add(
                      kernels.extDotBase(
                          eq, from, column.values(), column.offset() + from, to - from)))[0];
    }
  }

  private record Rows(ZerocheckProof proof, ZerocheckVerifier.Columns columns) {}

  private record Fractions(GkrProof proof, GkrVerifier.Reduced reduced) {}
}
