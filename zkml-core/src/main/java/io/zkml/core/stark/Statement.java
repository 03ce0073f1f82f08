package io.zkml.core.stark;

import io.zkml.core.merkle.Digest;
import java.util.List;

/**
 * What a proof claims about a program: that it turns its inputs into its outputs, those that are
 * public and those behind the commitments.
 *
 * @param tensors signed entries of every public tensor of the plan, row-major; not to be changed
 * @param commitments identity of every boundary commitment of the plan
 * @param context bytes of the caller's choice (a nonce, a chain id) that the proof is bound to
 */
public record Statement(List<long[]> tensors, List<Digest> commitments, byte[] context) {

  /** Copies the lists and all arrays. */
  public Statement {
    tensors = tensors.stream().map(long[]::clone).toList();
    commitments = List.copyOf(commitments);
    context = context.clone();
  }

  /** A statement in which everything is public. */
  public Statement(List<long[]> tensors, byte[] context) {
    this(tensors, List.of(), context);
  }

  /** Number of commitments. */
  public int digests() {
    return commitments.size();
  }

  /** The 32 bytes of commitment {@code index}: for users that know nothing of commitments. */
  public byte[] digest(int index) {
    return commitments.get(index).toBytes();
  }
}
