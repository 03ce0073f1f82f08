package io.zkml.core.stark;

import io.zkml.core.contraction.ContractionVerifier;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.contraction.PublicBlocks;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Ext3;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Transcript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What prover and verifier derive alike from key and statement: shapes, block offsets, the seeded
 * transcript and the list of opening claims.
 */
public final class ProofContext {

  private final VerifyingKey key;
  private final Statement statement;
  private final LogUpShape logUp;
  private final ProductGroups products;
  private final PublicBlocks publicBlocks;
  private final List<long[]> offsets = new ArrayList<>();

  private ProofContext(VerifyingKey key, Statement statement) {
    this.key = key;
    this.statement = statement;
    ProofPlan plan = key.plan();
    this.logUp = ProofShape.logUp(plan);
    this.products = new ProductGroups(plan.relations());
    List<TensorLayout> layouts = new ArrayList<>();
    for (PublicTensor t : plan.publicTensors()) {
      layouts.add(t.layout());
    }
    this.publicBlocks = PublicBlocks.of(layouts, statement.tensors());
    for (StackedLayout layout : key.layouts()) {
      offsets.add(layout.offsets());
    }
  }

  /**
   * The context of a statement about the key's program.
   *
   * @throws ProofRejectedException if the statement's tensors or commitments do not fit the plan's
   */
  public static ProofContext of(VerifyingKey key, Statement statement)
      throws ProofRejectedException {
    List<PublicTensor> specs = key.plan().publicTensors();
    if (statement.tensors().size() != specs.size()) {
      throw new ProofRejectedException(
          RejectReason.STATEMENT, statement.tensors().size() + " tensors, not " + specs.size());
    }
    for (int i = 0; i < specs.size(); i++) {
      check(specs.get(i), statement.tensors().get(i));
    }
    int digests = statement.commitments().size();
    if (digests != key.plan().boundary()) {
      throw new ProofRejectedException(
          RejectReason.STATEMENT, digests + " commitments, not " + key.plan().boundary());
    }
    return new ProofContext(key, statement);
  }

  private static void check(PublicTensor spec, long[] values) throws ProofRejectedException {
    if (values.length != spec.layout().size()) {
      throw new ProofRejectedException(
          RejectReason.STATEMENT,
          spec.name() + " has " + values.length + " entries, not " + spec.layout().size());
    }
    for (long v : values) {
      // SOUNDNESS: the bounds ledger counts on the public operands' bounds like on all others.
      if (v < spec.min() || v > spec.max()) {
        throw new ProofRejectedException(
            RejectReason.STATEMENT, spec.name() + " has an entry outside its bounds: " + v);
      }
    }
  }

  /** The key. */
  public VerifyingKey key() {
    return key;
  }

  /** The plan. */
  public ProofPlan plan() {
    return key.plan();
  }

  /** The statement. */
  public Statement statement() {
    return statement;
  }

  /** Order of the leaves of the fractional sum. */
  public LogUpShape logUp() {
    return logUp;
  }

  /** The plan's products. */
  public ProductGroups products() {
    return products;
  }

  /** The statement's tensors in stored form. */
  public PublicBlocks publicBlocks() {
    return publicBlocks;
  }

  /** First entry of a block in its commitment. */
  public long offset(int commitment, int block) {
    return offsets.get(commitment)[block];
  }

  /** The verifier of the tensor relations. */
  public ContractionVerifier contraction() {
    return new ContractionVerifier(plan().relations(), products, publicBlocks, this::offset);
  }

  /** A transcript that has absorbed key, statement and row counts. */
  public Transcript start(ChallengeTape tape) {
    Transcript t = Transcript.start("zkml/proof", tape);
    t.absorb("key", key.digest().toBytes());
    absorbTensors(t);
    t.absorb("context", statement.context());
    absorbRows(t);
    return t;
  }

  /** Absorbs what the statement says of inputs and outputs. */
  void absorbTensors(Transcript t) {
    for (long[] values : statement.tensors()) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
      for (long v : values) {
        bytes.putLong(v);
      }
      t.absorb("public tensor", bytes.array());
    }
    for (Digest d : statement.commitments()) {
      t.absorb("committed tensor", d.toBytes());
    }
  }

  /** Absorbs the number of rows of every segment. */
  void absorbRows(Transcript t) {
    ByteBuffer rows = ByteBuffer.allocate(plan().segments().size() * Long.BYTES);
    for (Segment s : plan().segments()) {
      rows.putLong(s.rows());
    }
    // SOUNDNESS: which rows are padding must be fixed before any challenge.
    t.absorb("rows", rows.array());
  }

  /** Claims on the committed columns, one a column. */
  public List<OpeningClaim> columnClaims(ZerocheckVerifier.Columns columns) {
    List<OpeningClaim> claims = new ArrayList<>();
    for (int t = 0; t < plan().segments().size(); t++) {
      Segment s = plan().segments().get(t);
      List<Ext3> at = Points.suffix(columns.point(), s.logRows());
      for (int c = 0; c < s.sources().size(); c++) {
        if (s.sources().get(c) instanceof Segment.Committed source) {
          OpeningClaim.Term term =
              new OpeningClaim.Term(
                  Ext3.ONE,
                  source.commitment(),
                  offset(source.commitment(), source.block()),
                  Weight.eq(at));
          claims.add(new OpeningClaim(List.of(term), columns.values().get(t).get(c)));
        }
      }
    }
    return claims;
  }

  /** The values of the virtual columns, in order of the relations. */
  public List<Ext3> virtualValues(ZerocheckVerifier.Columns columns) {
    Ext3[] values = new Ext3[plan().relations().size()];
    for (int t = 0; t < plan().segments().size(); t++) {
      Segment s = plan().segments().get(t);
      for (int c = 0; c < s.sources().size(); c++) {
        if (s.sources().get(c) instanceof Segment.Virtual v) {
          values[v.relation()] = columns.values().get(t).get(c);
        }
      }
    }
    return List.of(values);
  }

  /** Claims that committed blocks equal public ones, at a fresh point. */
  public List<OpeningClaim> bindingClaims(Transcript transcript) {
    int variables = 0;
    for (ProofPlan.Binding b : plan().bindings()) {
      variables = Math.max(variables, bindingLog(b));
    }
    // SOUNDNESS: drawn after all messages about the trace, or a prover could agree at one point
    // only.
    List<Ext3> point = transcript.squeeze("binding point", variables);
    List<OpeningClaim> claims = new ArrayList<>();
    for (ProofPlan.Binding b : plan().bindings()) {
      Weight weight = Weight.eq(Points.suffix(point, bindingLog(b)));
      int commitment = b.committed().source();
      long at = offset(commitment, b.committed().block()) + b.committed().offset();
      OpeningClaim.Term term = new OpeningClaim.Term(Ext3.ONE, commitment, at, weight);
      claims.add(new OpeningClaim(List.of(term), publicBlocks.evaluate(b.publicBlock(), weight)));
    }
    return claims;
  }

  private int bindingLog(ProofPlan.Binding b) {
    return Integer.numberOfTrailingZeros(publicBlocks.entries(b.publicBlock()).length);
  }
}
