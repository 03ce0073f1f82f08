package io.zkml.evm.plan;

import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/** The claims of an opening: section 6.7. */
final class ClaimList {

  private final Blocks blocks;
  private final List<Claim> claims = new ArrayList<>();

  /**
   * A claim.
   *
   * @param value register of its value
   */
  record Claim(List<Term> terms, int value) {
    Claim {
      terms = List.copyOf(terms);
    }
  }

  /**
   * A term.
   *
   * @param offset first entry in the commitment
   * @param coefficient register
   */
  record Term(int commitment, long offset, int coefficient, Weighting weight) {}

  ClaimList(VerifyingKey key) {
    this.blocks = new Blocks(key);
  }

  Term term(int commitment, int block, long inBlock, int coefficient, Weighting weight) {
    return new Term(commitment, blocks.offset(commitment, block) + inBlock, coefficient, weight);
  }

  /** Appends a claim of one term. */
  void single(
      int commitment, int block, long inBlock, int coefficient, Weighting weight, int value) {
    Term term = term(commitment, block, inBlock, coefficient, weight);
    claims.add(new Claim(List.of(term), value));
  }

  /** Appends a claim on a whole commitment. */
  void whole(int commitment, int one, Weighting weight, int value) {
    claims.add(new Claim(List.of(new Term(commitment, 0, one, weight)), value));
  }

  void add(List<Term> terms, int value) {
    claims.add(new Claim(terms, value));
  }

  List<Claim> all() {
    return List.copyOf(claims);
  }
}
