package io.zkml.core.stark;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.progress.Monitor;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.CommittedShard;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.core.transcript.ChallengeTape;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of steps of 1 or 2 from 0 to a public end, cut into shards: alike ones of four links
 * each, which receive where they are and send where they go, then one with both ends and the table
 * of steps. No shard's buses balance alone.
 */
final class LinkShards {

  static final Bus PLACE = new Bus("place", 1, 1);
  static final Bus STEP = new Bus("step", 2, 2);
  static final int LOG = 2;
  static final int LINKS = 1 << LOG;
  static final int LOG_HEIGHT = 4;
  static final int ARITY = 2;
  static final byte[] CONTEXT = {1, 2};

  private LinkShards() {}

  /** A chip of links; those who make false plans let it count something else on a bus. */
  static ProofPlan links(long count, Bus bus) {
    ConstraintBuilder b = new ConstraintBuilder("links");
    Expr from = b.committed("from");
    Expr to = b.committed("to");
    b.interact("from", PLACE, b.constant(-1), from);
    b.send("to", PLACE, to);
    if (bus.equals(STEP)) {
      b.interact("step", STEP, b.constant(count), b.constant(7), to.minus(from));
    } else {
      b.interact("step", bus, b.constant(count), to.minus(from));
    }
    List<Segment.Source> sources =
        List.of(new Segment.Committed(0, 0), new Segment.Committed(0, 1));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(LOG, LOG))),
        List.of(),
        List.of(new Segment(b.build(), LINKS, LOG, sources)),
        List.of(),
        List.of());
  }

  /** Both ends and the steps 0 to 3, of which no row counts 0 and 3: they lie outside the bound. */
  static ProofPlan ends() {
    ConstraintBuilder e = new ConstraintBuilder("ends");
    e.send("first", PLACE, e.constant(0));
    e.interact("last", PLACE, e.constant(-1), e.committed("last"));
    ConstraintBuilder t = new ConstraintBuilder("steps");
    Expr count = t.committed("count");
    t.interact("step", STEP, count.negate(), t.constant(7), t.publicColumn("key"));
    Chip steps = t.build();
    List<Segment> segments =
        List.of(
            new Segment(e.build(), 1, 0, List.of(new Segment.Committed(0, 0))),
            new Segment(
                steps,
                2,
                1,
                List.of(
                    new Segment.Committed(0, 1),
                    new Segment.Public(new PublicColumn.Affine(1, 1)))));
    TensorLayout one = new TensorLayout(List.of(AxisLayout.padded(1)));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(0, 1))),
        List.of(new PublicTensor("end", one, 0, 1 << 20)),
        segments,
        List.of(),
        List.of(new ProofPlan.Binding(Operand.committed(0, 0), 0)));
  }

  static VerifyingKey key(ProofPlan plan) {
    return key(plan, SecurityParameters.UNSAFE_TEST, Folding.uniform(LOG_HEIGHT, ARITY));
  }

  /** A key of another parameter set or folding. */
  static VerifyingKey key(ProofPlan plan, SecurityParameters parameters, Folding folding) {
    return new VerifyingKey(parameters, plan, folding, List.of());
  }

  static ShardedKey key(int linkShards) {
    List<VerifyingKey> keys = new ArrayList<>();
    for (int i = 0; i < linkShards; i++) {
      keys.add(key(links(1, STEP)));
    }
    keys.add(key(ends()));
    return new ShardedKey(keys);
  }

  static Statement statement(long end) {
    return new Statement(List.of(new long[] {end}), CONTEXT);
  }

  /** Every shard's cells for these places, of which consecutive ones are linked. */
  static List<long[]> cells(long[] places, long end) {
    List<long[]> out = new ArrayList<>();
    long[] counts = new long[3];
    for (int at = 0; at + LINKS < places.length; at += LINKS) {
      long[] cells = new long[2 * LINKS];
      for (int i = 0; i < LINKS; i++) {
        cells[i] = places[at + i];
        cells[LINKS + i] = places[at + i + 1];
        counts[(int) (places[at + i + 1] - places[at + i])]++;
      }
      out.add(cells);
    }
    // Blocks lie in order of their size: counts, then the end.
    out.add(new long[] {counts[1], counts[2], end, 0});
    return out;
  }

  /** A proof by a prover that does not look at what it proves. */
  static ShardedProof prove(ShardedKey key, Statement statement, List<long[]> cells)
      throws ProofRejectedException {
    try (Workers workers = Workers.of(1)) {
      List<CommittedShard> committed = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        VerifyingKey vk = key.shards().get(i);
        boolean last = !vk.plan().publicTensors().isEmpty();
        Statement share = last ? statement : new Statement(List.of(), statement.context());
        StarkProver prover =
            new StarkProver(Kernels.scalar(), workers, new ProvingKey(vk, List.of(), List.of()));
        Witness witness = new Witness(List.of(cells.get(i)), List.of());
        committed.add(prover.commit(share, witness, Monitor.silent()));
      }
      ShardContext all =
          ShardContext.of(
              key,
              statement,
              committed.stream().map(CommittedShard::messages).toList(),
              ChallengeTape.none());
      List<ShardProof> proofs = new ArrayList<>();
      for (int i = 0; i < committed.size(); i++) {
        proofs.add(committed.get(i).prove(all, i));
      }
      return new ShardedProof(proofs);
    }
  }
}
