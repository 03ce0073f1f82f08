package io.zkml.evm.plan;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/** Bindings, batching, sumcheck and last check of the opening: sections 6.6 to 6.8. */
final class OpeningCode {

  private static final int ROUND_ELEMENTS = 2;
  private static final int LAYER_ENDS = 4;
  private static final int EXT_BYTES = 24;
  private static final int HEADER_BYTES = 14;

  private final Assembler code;
  private final Algebra f;
  private final Coordinates points;
  private final Weights weights;
  private final PublicEntries entries;
  private final VerifyingKey key;
  private final List<PlanCompiler.Committed> commitments;
  private final FriShape shape;
  private final int[] oracleRoots;
  private final int start;
  private int clear;
  private int challenges;
  private int done;

  OpeningCode(
      Assembler code,
      Algebra f,
      Coordinates points,
      Weights weights,
      PublicEntries entries,
      VerifyingKey key,
      List<PlanCompiler.Committed> commitments) {
    this.code = code;
    this.f = f;
    this.points = points;
    this.weights = weights;
    this.entries = entries;
    this.key = key;
    this.commitments = List.copyOf(commitments);
    this.shape = key.friShape();
    this.oracleRoots = new int[shape.oracleArities().size()];
    this.start = start(ProofShape.of(key));
  }

  /** The first byte of the opening. */
  private static int start(ProofShape shape) {
    int layers = shape.gkrLayers();
    int elements =
        shape.commitments()
            + ROUND_ELEMENTS
            + layers * (layers - 1) / 2 * ROUND_ELEMENTS
            + layers * LAYER_ENDS
            + 2 * shape.tables()
            + shape.zerocheckRounds() * shape.zerocheckDegree()
            + shape.columnValues()
            + shape.contractionRounds() * shape.contractionDegree()
            + shape.operandValues();
    return HEADER_BYTES + shape.commitments() * Digest.BYTES + elements * EXT_BYTES;
  }

  void emit(ClaimList claims) {
    bindings(claims);
    for (int k = 0; k < commitments.size(); k++) {
      // SOUNDNESS: without this claim a root stands for a list of vectors.
      int n = key.layouts().get(k).variables();
      Weighting weight = Weighting.eq(Coordinates.array(commitments.get(k).point(), n));
      claims.whole(k, f.one(), weight, commitments.get(k).value());
    }
    absorb(claims.all());
    int gamma = code.allocate(1);
    code.op(Opcode.SQUEEZE, gamma).u24(1).squeezeHeader("opening/gamma");
    int claim = f.zero();
    for (ClaimList.Claim c : claims.all().reversed()) {
      claim = f.mulAdd(claim, gamma, c.value());
    }
    int last = rounds(claim);
    int weight = weightAt(claims.all(), gamma);
    f.requireEqual(f.mul(weight, clearValue()), last, Stage.OPENING);
    code.op(Opcode.NONCE).absorbHeader("opening/nonce", Long.BYTES);
    queries();
  }

  private void bindings(ClaimList claims) {
    int n = 0;
    for (ProofPlan.Binding b : key.plan().bindings()) {
      n = Math.max(n, entries.log(b.publicBlock()));
    }
    int point = code.allocate(Math.max(1, n));
    code.op(Opcode.SQUEEZE, point).u24(n).squeezeHeader("binding point");
    for (ProofPlan.Binding b : key.plan().bindings()) {
      List<Integer> at = Coordinates.array(point, n);
      Weighting weight = Weighting.eq(Coordinates.suffix(at, entries.log(b.publicBlock())));
      claims.single(
          b.committed().source(),
          b.committed().block(),
          b.committed().offset(),
          f.one(),
          weight,
          f.norm(weights.onPublic(b.publicBlock(), weight)));
    }
  }

  private void absorb(List<ClaimList.Claim> claims) {
    code.op(Opcode.ABSORB_DIGESTS).u16(commitments.size());
    code.absorbHeader("opening/roots", (long) Digest.BYTES * commitments.size());
    for (PlanCompiler.Committed c : commitments) {
      code.u16(c.root());
    }
    code.op(Opcode.ABSORB_ELEMENTS).u16(claims.size());
    code.elementsHeader("opening/claims", claims.size());
    for (ClaimList.Claim c : claims) {
      code.u16(c.value());
    }
  }

  /** All rounds, oracles' roots and the clear message; returns the last claim. */
  private int rounds(int claim) {
    challenges = code.allocate(shape.rounds());
    int digests = start + shape.rounds() * ROUND_ELEMENTS * EXT_BYTES;
    int roots = digests;
    int running = rounds(claim, shape.leafRounds(), 0);
    for (int i = 0; i < oracleRoots.length; i++) {
      oracleRoots[i] = code.allocate(1);
      seek(roots);
      code.op(Opcode.DIGEST, oracleRoots[i]).absorbHeader("opening/oracle", Digest.BYTES);
      roots += Digest.BYTES;
      running = rounds(running, shape.oracleArities().get(i), 1);
    }
    seek(digests + oracleRoots.length * Digest.BYTES);
    int entriesInClear = 1 << shape.logClear();
    clear = code.allocate(entriesInClear);
    code.op(Opcode.MESSAGE, clear).u24(entriesInClear);
    code.elementsHeader("opening/clear", entriesInClear);
    running = rounds(running, shape.logClear(), 1);
    seek(digests + oracleRoots.length * Digest.BYTES + entriesInClear * EXT_BYTES);
    return running;
  }

  private int rounds(int claim, int n, int jump) {
    if (jump != 0) {
      seek(start + done * ROUND_ELEMENTS * EXT_BYTES);
    }
    int d = f.computed(code.allocate(1));
    code.op(Opcode.ROUNDS, d, claim, challenges + done).u8(n).u8(ROUND_ELEMENTS);
    code.elementsHeader("opening/round", ROUND_ELEMENTS).squeezeHeader("opening/challenge");
    done += n;
    return d;
  }

  /** Moves the cursor to a byte of the proof. */
  private void seek(int offset) {
    code.op(Opcode.SEEK).u24(offset);
  }

  private int weightAt(List<ClaimList.Claim> claims, int gamma) {
    List<Integer> point = Coordinates.array(challenges, shape.rounds());
    int[] firstColumns = shape.firstColumns();
    int sum = f.zero();
    for (ClaimList.Claim c : claims.reversed()) {
      int own = f.zero();
      for (ClaimList.Term t : c.terms()) {
        int n = t.weight().variables();
        int bits = point.size() - n;
        long offset = ((long) firstColumns[t.commitment()] << shape.logHeight()) + t.offset();
        int prefix = points.eqIndex(offset >>> n, point.subList(0, bits));
        int value = weights.at(t.weight(), point.subList(bits, point.size()));
        own = f.mulAdd(f.mul(prefix, t.coefficient()), value, own);
      }
      sum = f.mulAdd(sum, gamma, own);
    }
    return sum;
  }

  /** The clear message's MLE: inner products over its low half of bits, then over the high half. */
  private int clearValue() {
    int c = shape.logClear();
    List<Integer> at = Coordinates.array(challenges + shape.rounds() - c, c);
    int high = c / 2;
    int outer = points.eqTable(at.subList(0, high));
    int inner = points.eqTable(at.subList(high, c));
    int size = 1 << (c - high);
    int rows = code.allocate(1 << high);
    for (int i = 0; i < 1 << high; i++) {
      f.move(rows + i, f.dot(clear + i * size, inner, size, 1));
    }
    return f.dot(rows, outer, 1 << high, 1);
  }

  private void queries() {
    List<Integer> columns = new ArrayList<>();
    int[] first = shape.firstColumns();
    for (int k = 0; k < first.length; k++) {
      columns.add(columnWeights(first[k], k));
    }
    SecurityParameters p = key.parameters();
    code.op(Opcode.QUERIES).u16(p.queries()).u8(p.powBits()).u8(p.logInvRate());
    code.u16(challenges + shape.logColumns()).u16(clear);
    code.u8(shape.logHeight()).u8(shape.arity()).u8(shape.logClear()).u8(first.length);
    for (int k = 0; k < first.length; k++) {
      code.u16(shape.commitments().get(k).usedColumns());
      code.u16(commitments.get(k).root()).u16(columns.get(k));
    }
    code.u8(oracleRoots.length);
    for (int i = 0; i < oracleRoots.length; i++) {
      code.u8(shape.oracleArities().get(i)).u16(oracleRoots[i]);
    }
  }

  /** eq(column, first W challenges) for the columns of a commitment. */
  private int columnWeights(int first, int commitment) {
    int log = shape.commitments().get(commitment).logColumns();
    int bits = shape.logColumns() - log;
    List<Integer> point = Coordinates.array(challenges, shape.logColumns());
    int prefix = points.eqIndex(first >>> log, point.subList(0, bits));
    int table = code.allocate(1 << log);
    f.move(table, prefix);
    points.expand(table, point.subList(bits, bits + log));
    return table;
  }
}
