package io.zkml.core.pcs.fri;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.Weight;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random vectors of given layouts and random true claims on them. */
public final class OpeningFixture {

  public final SecurityParameters parameters;
  public final Random random;
  public final List<StackedLayout> layouts = new ArrayList<>();
  public final List<StackedColumns> entries = new ArrayList<>();
  public final List<CommittedData> data = new ArrayList<>();
  public final List<OpeningClaim> claims = new ArrayList<>();
  public final FriShape shape;
  public final FriProver prover;

  /** One commitment for each list of block sizes. */
  public OpeningFixture(
      SecurityParameters parameters, long seed, int h, int a, List<List<Integer>> blocks) {
    this(
        parameters,
        seed,
        Folding.uniform(h, a),
        blocks,
        new FriProver(parameters, Kernels.scalar(), BatchHasher.scalar(), Workers.of(1)));
  }

  public OpeningFixture(
      SecurityParameters parameters,
      long seed,
      Folding folding,
      List<List<Integer>> blocks,
      FriProver prover) {
    this.parameters = parameters;
    this.random = new Random(seed);
    this.prover = prover;
    for (List<Integer> sizes : blocks) {
      StackedLayout layout = new StackedLayout(folding.logHeight(), sizes);
      StackedColumns columns = new StackedColumns(layout);
      long[] offsets = layout.offsets();
      for (int i = 0; i < offsets.length; i++) {
        columns.put(offsets[i], elements(1 << sizes.get(i)), 0, 1 << sizes.get(i));
      }
      layouts.add(layout);
      entries.add(columns);
      data.add(prover.commit(columns, folding.arity()));
    }
    this.shape = FriShape.of(parameters.logInvRate(), folding, layouts);
  }

  public long[] elements(int n) {
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = element();
    }
    return out;
  }

  public long element() {
    long v = random.nextLong();
    return Goldilocks.isCanonical(v) ? v : element();
  }

  public Ext3 ext() {
    return new Ext3(element(), element(), element());
  }

  public List<Ext3> point(int n) {
    List<Ext3> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(ext());
    }
    return out;
  }

  /** An eq claim on every block, then claims that mix terms, factors and commitments. */
  public OpeningFixture withAllClaims() {
    for (int k = 0; k < layouts.size(); k++) {
      for (int i = 0; i < layouts.get(k).blockLogs().size(); i++) {
        Weight eq = Weight.eq(point(layouts.get(k).blockLogs().get(i)));
        claim(List.of(term(k, i, Ext3.ONE, eq)));
      }
    }
    for (int j = 0; j < 3; j++) {
      List<OpeningClaim.Term> terms = new ArrayList<>();
      for (int k = 0; k < layouts.size(); k++) {
        int i = random.nextInt(layouts.get(k).blockLogs().size());
        terms.add(term(k, i, ext(), weight(layouts.get(k).blockLogs().get(i))));
      }
      claim(terms);
    }
    return this;
  }

  public OpeningClaim.Term term(int commitment, int block, Ext3 coefficient, Weight weight) {
    long offset = layouts.get(commitment).offsets()[block];
    return new OpeningClaim.Term(coefficient, commitment, offset, weight);
  }

  /** A weight of random factors of both kinds. */
  public Weight weight(int variables) {
    List<Factor> factors = new ArrayList<>();
    for (int left = variables; left > 0; ) {
      int n = 1 + random.nextInt(Math.min(left, 5));
      factors.add(
          random.nextBoolean() ? new Factor.Eq(point(n)) : new Factor.Explicit(point(1 << n)));
      left -= n;
    }
    return new Weight(factors);
  }

  /** Adds the claim with its true value. */
  public OpeningFixture claim(List<OpeningClaim.Term> terms) {
    claims.add(new OpeningClaim(terms, valueOf(terms)));
    return this;
  }

  /** The naive oracle: weights written down entry by entry. */
  public Ext3 valueOf(List<OpeningClaim.Term> terms) {
    Ext3 sum = Ext3.ZERO;
    for (OpeningClaim.Term term : terms) {
      for (long x = 0; x < 1L << term.weight().variables(); x++) {
        Ext3 w = naive(term.weight(), x).mul(term.coefficient());
        sum = sum.add(w.mul(entries.get(term.commitment()).get(term.offset() + x)));
      }
    }
    return sum;
  }

  private static Ext3 naive(Weight weight, long x) {
    Ext3 product = Ext3.ONE;
    int left = weight.variables();
    for (Factor f : weight.factors()) {
      left -= f.variables();
      int index = (int) (x >>> left & ((1L << f.variables()) - 1));
      product = product.mul(naive(f, index));
    }
    return product;
  }

  private static Ext3 naive(Factor factor, int index) {
    return switch (factor) {
      case Factor.Explicit e -> e.values().get(index);
      case Factor.Eq eq -> {
        Ext3 product = Ext3.ONE;
        int n = eq.z().size();
        for (int i = 0; i < n; i++) {
          Ext3 z = eq.z().get(i);
          product = product.mul((index >>> (n - 1 - i) & 1) == 1 ? z : z.oneMinus());
        }
        yield product;
      }
    };
  }

  public List<Commitment> commitments() {
    return data.stream().map(CommittedData::commitment).toList();
  }

  public Transcript transcript() {
    Transcript t = Transcript.start("opening test");
    for (Commitment c : commitments()) {
      t.absorb("commitment", c.identity(parameters, shape.arity()).toBytes());
    }
    return t;
  }

  public OpeningProof prove() {
    return prover.open(new ProverChannel(transcript()), shape, data, claims);
  }

  public void verify(OpeningProof proof) throws ProofRejectedException {
    verify(proof, commitments(), claims);
  }

  public void verify(OpeningProof proof, List<Commitment> commitments, List<OpeningClaim> claims)
      throws ProofRejectedException {
    VerifierChannel channel = new VerifierChannel(transcript());
    FriVerifier.verify(channel, shape, parameters, commitments, claims, proof);
  }
}
