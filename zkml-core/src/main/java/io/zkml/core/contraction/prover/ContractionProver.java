package io.zkml.core.contraction.prover;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.contraction.ContractionVerifier;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.UnivariatePoly;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proves the relations behind virtual columns: see {@link ContractionVerifier}. */
public final class ContractionProver {

  private final FieldKernels kernels;
  private final Workers workers;
  private final List<Relation> relations;
  private final ProductGroups products;
  private final Blocks blocks;

  /** The entries of operands. */
  @FunctionalInterface
  public interface Blocks {
    /** A block's array and its first entry there. */
    Entries of(Operand operand);
  }

  /** {@code values[offset + index]}. */
  public record Entries(long[] values, int offset) {}

  /** The proof and the claims that remain. */
  public record Result(ContractionProof proof, List<OpeningClaim> claims) {}

  /** A prover of these relations. */
  public ContractionProver(
      FieldKernels kernels,
      Workers workers,
      List<Relation> relations,
      ProductGroups products,
      Blocks blocks) {
    this.kernels = kernels;
    this.workers = workers;
    this.relations = relations;
    this.products = products;
    this.blocks = blocks;
  }

  /**
   * Proves all relations at the common point; the verifier's own final step gives the claims.
   *
   * @param values of the virtual columns, one a relation
   */
  public Result prove(
      ProverChannel channel, List<Ext3> point, List<Ext3> values, ContractionVerifier verifier) {
    Ext3[] batch =
        ContractionVerifier.powers(
            channel.transcript().squeeze("contraction batch"), relations.size());
    List<ProductGroups.Group> groups = products.groups();
    ProductTables[] tables = new ProductTables[groups.size()];
    workers.forEach(tables.length, g -> tables[g] = tables(groups.get(g), point, batch));
    List<Message> rounds = new ArrayList<>();
    List<Ext3> s = new ArrayList<>();
    Ext3 claim = Ext3.ZERO;
    for (int k = 0; k < batch.length; k++) {
      claim = claim.add(batch[k].mul(values.get(k)));
    }
    Ext3 constant = constantShare(tables, channel, rounds, s, claim);
    List<Ext3> operands = new ArrayList<>();
    Ext3 finalClaim = constant;
    for (int g = 0; g < tables.length; g++) {
      finalClaim = finalClaim.add(tables[g].weighted());
      if (!groups.get(g).operand().isPublic()) {
        operands.add(tables[g].firstValue());
      }
    }
    Message sent = channel.send("contraction operands", operands);
    try {
      List<OpeningClaim> claims = verifier.claims(point, s, batch, finalClaim, operands);
      return new Result(new ContractionProof(rounds, sent), claims);
    } catch (ProofRejectedException e) {
      throw new IllegalStateException("the witness does not satisfy its relations", e);
    }
  }

  /**
   * Runs the rounds. Terms with a single operand are constants under all leading variables; returns
   * their share of the final claim.
   */
  private Ext3 constantShare(
      ProductTables[] tables,
      ProverChannel channel,
      List<Message> rounds,
      List<Ext3> s,
      Ext3 claim) {
    Ext3 constant = claim;
    for (ProductTables t : tables) {
      constant = constant.sub(t.weighted());
    }
    for (int i = 0; i < products.rounds(); i++) {
      int left = products.rounds() - i;
      Ext3[] values = new Ext3[products.degree() + 1];
      Arrays.fill(values, Ext3.ZERO);
      for (int x = 0; x < values.length; x++) {
        values[x] = constant.mul(x);
      }
      for (ProductTables t : tables) {
        t.addRound(left, values);
      }
      rounds.add(
          channel.send(
              "contraction round",
              RoundPolynomial.message(UnivariatePoly.interpolating(values).coefficients())));
      Ext3 r = channel.transcript().squeeze("contraction challenge");
      s.add(r);
      constant = constant.mul(r);
      for (ProductTables t : tables) {
        t.bind(left, r);
      }
    }
    return constant;
  }

  private ProductTables tables(ProductGroups.Group group, List<Ext3> point, Ext3[] batch) {
    Term lead = group.members().getFirst().term();
    List<Ext3> leadPoint = Points.suffix(point, lead.outLog());
    OperandTables shared = new OperandTables(kernels, lead, leadPoint);
    ExtVector first = shared.first(block(group.operand()), 1 << log(lead, true));
    ExtVector second = new ExtVector(1 << group.variables());
    for (ProductGroups.Member m : group.members()) {
      Term t = m.term();
      OperandTables own = new OperandTables(kernels, t, Points.suffix(point, t.outLog()));
      ExtVector table = own.second(block(operandB(t)), 1 << log(t, false));
      Ext3 c = coefficient(m.relation(), t, point, batch);
      kernels.extMulScalarAdd(table, 0, c, second, 0, second.length());
    }
    boolean depthwise = lead.axes().stream().anyMatch(AxisMap.Shared.class::isInstance);
    return new ProductTables(
        kernels, group.variables(), first, second, depthwise ? shared.sharedEq() : null);
  }

  private static Operand operandB(Term t) {
    Operand b = t.b();
    if (b == null) {
      throw new IllegalStateException("a product without second operand");
    }
    return b;
  }

  private OperandTables.Block block(Operand operand) {
    Entries e = blocks.of(operand);
    return new OperandTables.Block(e.values(), e.offset());
  }

  private static int log(Term t, boolean first) {
    int log = 0;
    for (AxisMap axis : t.axes()) {
      log += first ? axis.aLog() : axis.bLog();
    }
    return log;
  }

  /** All of a term's factors but eq of shared axes, which is a table of its own here. */
  private Ext3 coefficient(int relation, Term t, List<Ext3> point, Ext3[] batch) {
    List<Ext3> column = Points.suffix(point, relations.get(relation).variables());
    List<Ext3> high = column.subList(0, column.size() - t.outLog());
    List<Ext3> low = Points.suffix(point, t.outLog());
    Ext3 c =
        batch[relation]
            .mul(Ext3.ofSigned(t.scale()))
            .mul(Points.eqIndex(t.rowOffset() >>> t.outLog(), high));
    int[] starts = t.outStarts();
    for (int k = 0; k < starts.length; k++) {
      if (t.axes().get(k) instanceof AxisMap.Broadcast b) {
        int at = starts[k];
        c = c.mul(Points.lessThan(b.outLength(), low.subList(at, at + b.outLog())));
      }
    }
    return c;
  }

  /** One product group's tables in the batched sumcheck. */
  private static final class ProductTables {
    private static final int CHUNK = 512;

    private final FieldKernels kernels;
    private final int variables;
    private final ExtVector a;
    private final ExtVector b;
    private final @Nullable ExtVector e;
    private Ext3 leading = Ext3.ONE;
    private Ext3 claim;

    ProductTables(
        FieldKernels kernels, int variables, ExtVector a, ExtVector b, @Nullable ExtVector e) {
      this.kernels = kernels;
      this.variables = variables;
      this.a = a;
      this.b = b;
      this.e = e;
      this.claim = sumAt(0, 1 << variables);
    }

    /** sum a b e over n entries from an offset. */
    private Ext3 sumAt(int at, int n) {
      if (e == null) {
        return kernels.extDot(a, at, b, at, n);
      }
      ExtVector t = new ExtVector(n);
      kernels.extMul(a, at, b, at, t, 0, n);
      return kernels.extDot(t, 0, e, at, n);
    }

    void addRound(int left, Ext3[] values) {
      if (variables < left) {
        for (int x = 1; x < values.length; x++) {
          values[x] = values[x].add(leading.mul(claim).mul(x));
        }
        return;
      }
      int half = 1 << (left - 1);
      Ext3[] h = new Ext3[values.length];
      Arrays.fill(h, Ext3.ZERO);
      for (int i = 0; i < half; i += CHUNK) {
        addChunk(i, half, Math.min(CHUNK, half - i), h);
      }
      h[0] = sumAt(0, half);
      h[1] = claim.sub(h[0]);
      for (int x = 0; x < values.length; x++) {
        values[x] = values[x].add(leading.mul(h[x]));
      }
    }

    private void addChunk(int i, int half, int m, Ext3[] h) {
      ExtVector va = new ExtVector(m);
      ExtVector vb = new ExtVector(m);
      ExtVector ve = new ExtVector(m);
      for (int x = 2; x < h.length; x++) {
        step(a, i, half, m, va, x);
        step(b, i, half, m, vb, x);
        if (e == null) {
          h[x] = h[x].add(kernels.extDot(va, 0, vb, 0, m));
        } else {
          step(e, i, half, m, ve, x);
          kernels.extMul(va, 0, vb, 0, va, 0, m);
          h[x] = h[x].add(kernels.extDot(va, 0, ve, 0, m));
        }
      }
    }

    /** out = lo + x (hi - lo). */
    private void step(ExtVector v, int i, int half, int m, ExtVector out, int x) {
      kernels.extFold(v, i, half + i, Ext3.of(x), out, 0, m);
    }

    void bind(int left, Ext3 r) {
      if (variables < left) {
        leading = leading.mul(r);
        return;
      }
      int half = 1 << (left - 1);
      kernels.extFold(a, 0, half, r, a, 0, half);
      kernels.extFold(b, 0, half, r, b, 0, half);
      if (e != null) {
        kernels.extFold(e, 0, half, r, e, 0, half);
      }
      claim = sumAt(0, half);
    }

    /** The bound group's share of the final claim. */
    Ext3 weighted() {
      return leading.mul(claim);
    }

    Ext3 firstValue() {
      return a.get(0);
    }
  }
}
