package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.FriShape;
import java.util.List;

/** What a claim's value is in truth: used to name the claim that a caller got wrong. */
final class ClaimValue {

  private ClaimValue() {}

  static Ext3 of(
      ClaimBatch batch,
      int index,
      FriShape shape,
      List<CommittedData> commitments,
      FieldKernels kernels) {
    ChunkTerms terms = ChunkTerms.ofClaim(batch, index, shape.logHeight(), kernels);
    JoinedEntries entries = new JoinedEntries(shape, commitments);
    long[] buffer = new long[1 << ChunkTerms.LOG_CHUNK];
    Ext3 sum = Ext3.ZERO;
    for (ChunkTerms.Piece piece : terms.pieces()) {
      ExtVector table = terms.tables().get(piece.table());
      if (entries.isPresent(piece.address())) {
        entries.read(piece.address(), buffer, table.length());
        Ext3 dot = kernels.extDotBase(table, 0, buffer, 0, table.length());
        sum = sum.add(dot.mul(piece.scalar()));
      }
    }
    return sum;
  }
}
