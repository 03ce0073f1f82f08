package io.zkml.core.stark;

import java.util.List;

/**
 * What a proof claims about a program: that it turns the public inputs among these tensors into the
 * public outputs.
 *
 * @param tensors signed entries of every public tensor of the plan, row-major; not to be changed
 * @param context bytes of the caller's choice (a nonce, a chain id) that the proof is bound to
 */
public record Statement(List<long[]> tensors, byte[] context) {

  /** Copies the list and all arrays. */
  public Statement {
    tensors = tensors.stream().map(long[]::clone).toList();
    context = context.clone();
  }
}
