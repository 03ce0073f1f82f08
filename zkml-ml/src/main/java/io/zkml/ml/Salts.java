package io.zkml.ml;

import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.Visibility;
import java.util.List;

/**
 * The secret salts of a proof's commitments. Keep what you may want to open or link later; a salt
 * for what is public is not used. The same salt with the same values gives the same commitment,
 * which links proofs; a fresh one does not.
 *
 * @param input salt of a committed input
 * @param output salt of a committed output
 */
public record Salts(Salt input, Salt output) {

  /** Fresh salts. */
  public static Salts random() {
    return new Salts(Salt.random(), Salt.random());
  }

  /** This salt for the input, a fresh one for the output. */
  public static Salts ofInput(Salt input) {
    return new Salts(input, Salt.random());
  }

  List<Salt> used(Boundary boundary) {
    return boundary.select(Visibility.COMMITTED, input, output);
  }
}
