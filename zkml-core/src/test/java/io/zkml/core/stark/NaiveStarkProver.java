package io.zkml.core.stark;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.contraction.Operand;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Kernels;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.logup.NaiveGkr;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.pcs.fri.prover.UncheckedOpening;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.UnivariatePoly;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Witness;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole protocol from its definition, slow and without any check of its own: the oracle for
 * {@code StarkProver} and, with methods overridden, a dishonest prover. One object makes one proof.
 */
class NaiveStarkProver {

  protected final VerifyingKey vk;
  protected final ProofPlan plan;
  protected final ProofContext context;
  protected final ProverChannel channel;
  private final ProvingKey key;
  private final Witness witness;
  private final List<long[]> entries;
  private final List<CommittedData> committed = new ArrayList<>();
  private final FriProver fri;
  private final List<List<long[]>> columns = new ArrayList<>();
  private final List<Ext3> slots = new ArrayList<>();
  private final List<List<Ext3>> prefixes = new ArrayList<>();
  protected GkrVerifier.Fingerprint fingerprint = new GkrVerifier.Fingerprint(Ext3.ZERO, List.of());
  protected Ext3 a = Ext3.ZERO;
  protected Ext3 b = Ext3.ZERO;
  protected Ext3 eta = Ext3.ZERO;

  NaiveStarkProver(ProvingKey key, Statement statement, Witness witness)
      throws ProofRejectedException {
    this.key = key;
    this.vk = key.verifyingKey();
    this.plan = vk.plan();
    this.context = ProofContext.of(vk, statement);
    this.witness = witness;
    this.entries = new ArrayList<>(key.preprocessedEntries());
    witness.boundary().forEach(v -> entries.add(v.entries()));
    this.entries.addAll(witness.committed());
    this.fri = new FriProver(vk.parameters(), Kernels.scalar(), Workers.of(1));
    this.channel = new ProverChannel(start());
    for (Segment s : plan.segments()) {
      List<long[]> list = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        list.add(column(s, source));
      }
      columns.add(list);
    }
  }

  /** The transcript at its start. */
  protected Transcript start() {
    return context.start(ChallengeTape.none());
  }

  private long[] column(Segment s, Segment.Source source) {
    int n = 1 << s.logRows();
    return switch (source) {
      case Segment.Virtual v -> witness.virtualColumns().get(v.relation());
      case Segment.Committed c -> {
        int from = Math.toIntExact(context.offset(c.commitment(), c.block()));
        yield Arrays.copyOfRange(entries.get(c.commitment()), from, from + n);
      }
      case Segment.Public p -> {
        long[] table = new long[n];
        Arrays.setAll(table, i -> p.column().row(i));
        yield table;
      }
    };
  }

  // What a dishonest prover overrides.

  /** Numerator of a leaf of the padding. */
  protected Ext3 paddingNumerator() {
    return Ext3.ZERO;
  }

  /** The GKR prover. */
  protected NaiveGkr gkr() {
    return new NaiveGkr(channel);
  }

  /** The pairs: all P_t, then all Q_t. */
  protected List<Ext3> pairs(List<Ext3> honest, NaiveGkr gkr) {
    return honest;
  }

  /** The committed and virtual columns' values. */
  protected List<Ext3> columnValues(List<Ext3> honest, Ext3 claim, List<Ext3> xi, List<Ext3> at) {
    return honest;
  }

  /** The committed first operands' values. */
  protected List<Ext3> operands(List<Ext3> honest) {
    return honest;
  }

  /** The proof. */
  final StarkProof prove() throws ProofRejectedException {
    List<StarkProof.CommitmentMessages> commitments = commit();
    fingerprint = GkrVerifier.Fingerprint.squeeze(channel.transcript(), context.logUp());
    for (int j = 0; j < 1 << fingerprint.beta().size(); j++) {
      slots.add(NaiveMle.eq(j, fingerprint.beta()));
    }
    Ext3[][] leaves = leaves();
    NaiveGkr gkr = gkr();
    gkr.run(leaves[0], leaves[1]);
    List<Ext3> pairs = pairs(honestPairs(leaves, gkr.point()), gkr);
    Message pairsMessage = channel.send("gkr pairs", pairs);
    GkrProof gkrProof = new GkrProof(gkr.rootMessage(), gkr.layers(), pairsMessage);
    a = channel.transcript().squeeze("zerocheck constraints");
    b = channel.transcript().squeeze("zerocheck fractions");
    eta = channel.transcript().squeeze("zerocheck segments");
    List<Message> rounds = new ArrayList<>();
    List<Ext3> point = new ArrayList<>();
    Ext3 claim = zerocheck(gkr.point(), pairs, rounds, point);
    List<Ext3> given = columnValues(honestValues(point), claim, gkr.point(), point);
    Message values = channel.send("column values", given);
    ZerocheckVerifier.Columns all = withPublic(point, given);
    List<OpeningClaim> claims = new ArrayList<>(context.columnClaims(all));
    ContractionProof contraction = contraction(point, context.virtualValues(all), claims);
    claims.addAll(context.bindingClaims(channel.transcript()));
    OpeningProof opening = UncheckedOpening.open(fri, channel, vk.friShape(), committed, claims);
    return new StarkProof(
        commitments, gkrProof, new ZerocheckProof(rounds, values), contraction, opening);
  }

  private List<StarkProof.CommitmentMessages> commit() {
    for (int k = 0; k < vk.preprocessed().size(); k++) {
      committed.add(key.preprocessed().get(k));
      channel.transcript().absorb("preprocessed", vk.identity(vk.preprocessed().get(k)).toBytes());
    }
    List<StarkProof.CommitmentMessages> out = new ArrayList<>();
    for (BoundaryVector v : witness.boundary()) {
      out.add(send(v.data()));
    }
    for (long[] vector : witness.committed()) {
      StackedColumns stacked = new StackedColumns(vk.layouts().get(committed.size()));
      stacked.put(0, vector, 0, vector.length);
      out.add(send(fri.commit(stacked, vk.arity())));
    }
    return out;
  }

  private StarkProof.CommitmentMessages send(CommittedData data) {
    committed.add(data);
    return new StarkProof.CommitmentMessages(
        channel.sendDigest("root", data.commitment().root().toBytes()),
        channel.send("ood value", List.of(data.commitment().oodValue())));
  }

  private Ext3[][] leaves() {
    LogUpShape shape = context.logUp();
    Ext3[] p = new Ext3[1 << shape.variables()];
    Ext3[] q = new Ext3[p.length];
    Arrays.fill(p, paddingNumerator());
    Arrays.fill(q, Ext3.ONE);
    for (int t = 0; t < plan.segments().size(); t++) {
      Chip chip = plan.segments().get(t).chip();
      for (int row = 0; row < 1 << plan.segments().get(t).logRows(); row++) {
        long[] node = chip.graph().evaluateRow(row(t, row));
        for (int i = 0; i < chip.interactions().size(); i++) {
          Interaction m = chip.interactions().get(i);
          int at = Math.toIntExact(shape.offset(t, i)) + row;
          p[at] = Ext3.of(node[m.numerator()]);
          q[at] = denominator(m, Arrays.stream(node).mapToObj(Ext3::of).toList());
        }
      }
    }
    return new Ext3[][] {p, q};
  }

  private long[] row(int segment, int row) {
    return columns.get(segment).stream().mapToLong(c -> c[row]).toArray();
  }

  /** alpha + eq(beta, 0) id + sum_j eq(beta, j + 1) value_j. */
  private Ext3 denominator(Interaction m, List<Ext3> node) {
    Ext3 sum = fingerprint.alpha().add(slots.get(0).mul(m.bus().id()));
    for (int j = 0; j < m.values().size(); j++) {
      sum = sum.add(slots.get(j + 1).mul(node.get(m.values().get(j))));
    }
    return sum;
  }

  private List<Ext3> honestPairs(Ext3[][] leaves, List<Ext3> xi) {
    List<Ext3> out = new ArrayList<>();
    for (Ext3[] side : leaves) {
      for (int t = 0; t < plan.segments().size(); t++) {
        Ext3 sum = Ext3.ZERO;
        for (int i = 0; i < plan.segments().get(t).chip().interactions().size(); i++) {
          long from = context.logUp().offset(t, i);
          for (long x = from; x < from + (1L << plan.segments().get(t).logRows()); x++) {
            sum = sum.add(NaiveMle.eq(x, xi).mul(side[(int) x]));
          }
        }
        out.add(sum);
      }
    }
    return out;
  }

  /** F_t at given column values. */
  protected final Ext3 polynomial(int t, List<Ext3> values, List<Ext3> xi) {
    Chip chip = plan.segments().get(t).chip();
    List<Ext3> node = List.of(chip.graph().evaluate(values));
    Ext3 sum = Ext3.ZERO;
    Ext3 power = Ext3.ONE;
    for (Constraint constraint : chip.constraints()) {
      sum = sum.add(power.mul(node.get(constraint.node())));
      power = power.mul(a);
    }
    List<Ext3> prefixes = prefixes(t, xi);
    for (int i = 0; i < chip.interactions().size(); i++) {
      Interaction m = chip.interactions().get(i);
      Ext3 den = b.mul(denominator(m, node));
      sum = sum.add(b.mul(prefixes.get(i)).mul(node.get(m.numerator()).add(den)));
    }
    return sum;
  }

  /** eq(block of the interaction, xi), remembered. */
  private List<Ext3> prefixes(int t, List<Ext3> xi) {
    while (prefixes.size() <= t) {
      Segment s = plan.segments().get(prefixes.size());
      List<Ext3> high = xi.subList(0, xi.size() - s.logRows());
      List<Ext3> own = new ArrayList<>();
      for (int i = 0; i < s.chip().interactions().size(); i++) {
        own.add(NaiveMle.eq(context.logUp().offset(prefixes.size(), i) >> s.logRows(), high));
      }
      prefixes.add(own);
    }
    return prefixes.get(t);
  }

  private Ext3 zerocheck(List<Ext3> xi, List<Ext3> pairs, List<Message> rounds, List<Ext3> point) {
    int segments = plan.segments().size();
    Ext3 claim = Ext3.ZERO;
    for (int t = 0; t < segments; t++) {
      Ext3 pair = b.mul(pairs.get(t)).add(b.mul(b).mul(pairs.get(segments + t)));
      claim = claim.add(eta.pow(t).mul(pair));
    }
    List<NaiveSummand> summands = summands(xi);
    for (int i = 0; i < plan.maxLogRows(); i++) {
      Ext3[] values = new Ext3[plan.zerocheckDegree() + 1];
      for (int x = 0; x < values.length; x++) {
        values[x] = Ext3.ZERO;
        for (int t = 0; t < segments; t++) {
          Ext3 sum = summands.get(t).bound(Ext3.of(x), plan.maxLogRows() - i).sum();
          values[x] = values[x].add(eta.pow(t).mul(sum));
        }
      }
      List<Ext3> sent =
          RoundPolynomial.message(UnivariatePoly.interpolating(values).coefficients());
      rounds.add(channel.send("zerocheck round", sent));
      Ext3 r = channel.transcript().squeeze("zerocheck challenge");
      claim = RoundPolynomial.evaluate(claim, sent, r);
      point.add(r);
      int left = plan.maxLogRows() - i;
      summands.replaceAll(s -> s.bound(r, left));
    }
    return claim;
  }

  private List<NaiveSummand> summands(List<Ext3> xi) {
    List<NaiveSummand> out = new ArrayList<>();
    for (int t = 0; t < plan.segments().size(); t++) {
      int segment = t;
      List<Ext3[]> tables = new ArrayList<>();
      for (long[] c : columns.get(t)) {
        tables.add(Arrays.stream(c).mapToObj(Ext3::of).toArray(Ext3[]::new));
      }
      List<Ext3> own = Points.suffix(xi, plan.segments().get(t).logRows());
      out.add(new NaiveSummand(own, tables, values -> polynomial(segment, values, xi)));
    }
    return out;
  }

  private List<Ext3> honestValues(List<Ext3> point) {
    List<Ext3> out = new ArrayList<>();
    for (int t = 0; t < plan.segments().size(); t++) {
      Segment s = plan.segments().get(t);
      for (int c = 0; c < s.sources().size(); c++) {
        if (s.sources().get(c).kind() != ColumnKind.PUBLIC) {
          out.add(NaiveMle.of(columns.get(t).get(c), 0, Points.suffix(point, s.logRows())));
        }
      }
    }
    return out;
  }

  /** All columns' values from those that are sent. */
  protected final ZerocheckVerifier.Columns withPublic(List<Ext3> point, List<Ext3> given) {
    List<List<Ext3>> all = new ArrayList<>();
    int next = 0;
    for (int t = 0; t < plan.segments().size(); t++) {
      Segment s = plan.segments().get(t);
      List<Ext3> values = new ArrayList<>();
      for (int c = 0; c < s.sources().size(); c++) {
        values.add(
            s.sources().get(c).kind() == ColumnKind.PUBLIC
                ? NaiveMle.of(columns.get(t).get(c), 0, Points.suffix(point, s.logRows()))
                : given.get(next++));
      }
      all.add(values);
    }
    return new ZerocheckVerifier.Columns(point, all);
  }

  private ContractionProof contraction(
      List<Ext3> point, List<Ext3> values, List<OpeningClaim> claims)
      throws ProofRejectedException {
    Ext3 base = channel.transcript().squeeze("contraction batch");
    List<Ext3> batch = new ArrayList<>();
    Ext3 claim = Ext3.ZERO;
    for (int k = 0; k < values.size(); k++) {
      batch.add(base.pow(k));
      claim = claim.add(base.pow(k).mul(values.get(k)));
    }
    NaiveContraction naive =
        new NaiveContraction(plan.relations(), context.products(), this::operand, point, batch);
    List<Message> rounds = new ArrayList<>();
    List<Ext3> s = new ArrayList<>();
    for (int i = 0; i < context.products().rounds(); i++) {
      List<Ext3> sent = naive.message();
      rounds.add(channel.send("contraction round", sent));
      Ext3 r = channel.transcript().squeeze("contraction challenge");
      claim = RoundPolynomial.evaluate(claim, sent, r);
      naive.bind(r);
      s.add(r);
    }
    List<Ext3> operands = operands(naive.operands());
    Message sent = channel.send("contraction operands", operands);
    claims.addAll(
        context.contraction().claims(point, s, batch.toArray(new Ext3[0]), claim, operands));
    return new ContractionProof(rounds, sent);
  }

  private long[] operand(Operand o) {
    if (o.isPublic()) {
      return context.publicBlocks().entries(o.block());
    }
    int from = Math.toIntExact(context.offset(o.source(), o.block())) + o.offset();
    long[] all = entries.get(o.source());
    return Arrays.copyOfRange(all, from, all.length);
  }
}
