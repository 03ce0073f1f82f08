package io.zkml.ml.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * A branch of a tree as a sum of terms {@code factor [x >= at]}, x one feature: 1 or 0.
 *
 * @param one index of the node where the sum is 1
 * @param zero index of the node where it is 0
 * @param oneIfMissing whether what is not a number goes to {@code one}
 */
record Condition(List<Term> terms, int one, int zero, boolean oneIfMissing) {

  /** The feature is not below {@code at}; with not-a-number for {@code at}, it is not a number. */
  record Term(int feature, double at, int factor) {}

  /**
   * The condition of a branch.
   *
   * @param single whether features are float32
   */
  static Condition of(Forest.Branch branch, boolean single) throws OperatorException {
    List<Term> terms = new ArrayList<>();
    boolean above =
        switch (branch.test()) {
          case LT, LEQ -> {
            terms.add(term(branch, branch.value(), branch.test() == Forest.Test.LEQ, single, 1));
            yield false;
          }
          case GTE, GT -> {
            terms.add(term(branch, branch.value(), branch.test() == Forest.Test.GT, single, 1));
            yield true;
          }
          case EQ, NEQ -> {
            equal(branch, branch.value(), single, terms);
            yield branch.test() == Forest.Test.EQ;
          }
          case MEMBER -> {
            Args.require(!branch.members().isEmpty(), "a branch on an empty set");
            for (double member : branch.members().stream().sorted().toList()) {
              equal(branch, member, single, terms);
            }
            yield true;
          }
        };
    boolean yesIfMissing = branch.missing() || branch.test() == Forest.Test.NEQ;
    return new Condition(
        terms,
        above ? branch.yes() : branch.no(),
        above ? branch.no() : branch.yes(),
        yesIfMissing == above);
  }

  private static void equal(Forest.Branch branch, double value, boolean single, List<Term> terms)
      throws OperatorException {
    Term from = term(branch, value, false, single, 1);
    Term behind = term(branch, value, true, single, -1);
    // A value that no float32 has gives two equal cuts, which cancel.
    terms.add(from);
    terms.add(behind);
  }

  /** {@code x >= value}, or {@code x > value} as {@code x >= } the next number. */
  private static Term term(
      Forest.Branch branch, double value, boolean next, boolean single, int factor)
      throws OperatorException {
    Args.require(Double.isFinite(value), "a branch compares with " + value);
    double at = value;
    if (single) {
      float nearest = (float) value;
      at = nearest < value || (next && nearest <= value) ? Math.nextUp(nearest) : nearest;
    } else if (next) {
      at = Math.nextUp(value);
    }
    return new Term(branch.feature(), at + 0.0, factor);
  }

  /** What the terms add up to for numbers above all cuts. */
  int atTop() {
    return terms.stream().mapToInt(Term::factor).sum();
  }
}
