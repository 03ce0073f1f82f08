package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * A batched weight over the joined vector as a sum of pieces: scalar times table at an address. A
 * piece covers at most {@link #LOG_CHUNK} variables and lies at a multiple of its size, so it is
 * inside one column and inside one aligned chunk. The whole weight is never written down.
 */
final class ChunkTerms {

  /** log2 of the largest piece: its table of E fits a second-level cache. */
  static final int LOG_CHUNK = 11;

  /** One piece. */
  record Piece(long address, int table, Ext3 scalar) {}

  private final LowTables tables;
  private final List<Piece> pieces = new ArrayList<>();
  private final ClaimBatch batch;
  private final int logHeight;

  private ChunkTerms(ClaimBatch batch, int logHeight, FieldKernels kernels) {
    this.tables = new LowTables(kernels);
    this.batch = batch;
    this.logHeight = logHeight;
  }

  /** The weight of all claims, claim j times gamma^j. */
  static ChunkTerms of(ClaimBatch batch, int logHeight, FieldKernels kernels) {
    ChunkTerms out = new ChunkTerms(batch, logHeight, kernels);
    Ext3 power = Ext3.ONE;
    for (OpeningClaim claim : batch.claims()) {
      out.add(claim, power);
      power = power.mul(batch.gamma());
    }
    return out;
  }

  /** The weight of claim number {@code index} alone. */
  static ChunkTerms ofClaim(ClaimBatch batch, int index, int logHeight, FieldKernels kernels) {
    ChunkTerms out = new ChunkTerms(batch, logHeight, kernels);
    out.add(batch.claims().get(index), Ext3.ONE);
    return out;
  }

  private void add(OpeningClaim claim, Ext3 power) {
    for (OpeningClaim.Term term : claim.terms()) {
      Ext3 factor = power.mul(term.coefficient());
      Weight weight = term.weight();
      int logPiece = Math.min(weight.variables(), Math.min(logHeight, LOG_CHUNK));
      long start = batch.joinedOffset(term);
      WeightSplit.split(
          weight,
          weight.variables() - logPiece,
          tables,
          (u, scalar, low) ->
              pieces.add(new Piece(start + ((long) u << logPiece), low, scalar.mul(factor))));
    }
  }

  /** The tables that pieces name. */
  LowTables tables() {
    return tables;
  }

  /** The pieces, in no particular order of addresses. */
  List<Piece> pieces() {
    return pieces;
  }
}
