package io.zkml.core.security;

import io.zkml.core.field.Goldilocks;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The error terms of a proof, see docs and the papers cited: q = |E| = p^3, rho = 2^-b, m the
 * Johnson multiplicity, mu = 2 m + 1/2, gamma = 1 - sqrt(rho) (1 + 1 / 2m), list size L = (m + 1/2)
 * / sqrt(rho). Runs at set-up, in tests, and where a verifier makes its key itself from sizes that
 * the prover states: so it computes with integers, and rounds every error up.
 */
public final class SecurityCalculator {

  /** q: p is 2^64 - 2^32 + 1. */
  private static final BigInteger Q = new BigInteger(Long.toUnsignedString(Goldilocks.P)).pow(3);

  private static final int MIN_MULTIPLICITY = 3;
  private static final int MAX_MULTIPLICITY = 256;

  private static final String LINEAR = "eprint 2025/2055 Theorem 4.6, interleaved by 2026/891";
  private static final String QUADRATIC = "eprint 2025/2110 Theorem 2, interleaved by 2026/891";

  private final SecurityParameters parameters;
  private final SecurityInputs inputs;
  private final int m;
  private final boolean quadratic;

  /** 1 / sqrt(rho). */
  private final UpperBound root;

  /** L. */
  private final UpperBound list;

  private SecurityCalculator(
      SecurityParameters parameters, SecurityInputs inputs, int m, boolean quadratic) {
    this.parameters = parameters;
    this.inputs = inputs;
    this.m = m;
    this.quadratic = quadratic;
    this.root = UpperBound.rootOfTwo(parameters.logInvRate());
    this.list = root.times(2L * m + 1).over(2);
  }

  /** Evaluates all terms. */
  public static SecurityReport report(SecurityParameters parameters, SecurityInputs inputs) {
    SecurityCalculator linear = linear(parameters, inputs);
    SecurityCalculator best = quadratic(parameters, inputs);
    return new SecurityReport(
        parameters,
        linear.terms(parameters.powBits()),
        linear.terms(0),
        best.terms(parameters.powBits()),
        best.m);
  }

  /**
   * The multiplicity of the least sum. Every term is convex in m, so the sums fall, then rise: the
   * first that does not fall is found by halving.
   */
  private static SecurityCalculator quadratic(
      SecurityParameters parameters, SecurityInputs inputs) {
    int low = MIN_MULTIPLICITY;
    int high = MAX_MULTIPLICITY;
    while (low < high) {
      int middle = (low + high) / 2;
      UpperBound next = quadraticSum(parameters, inputs, middle + 1);
      if (next.compareTo(quadraticSum(parameters, inputs, middle)) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return new SecurityCalculator(parameters, inputs, low, true);
  }

  static UpperBound quadraticSum(SecurityParameters parameters, SecurityInputs inputs, int m) {
    return new SecurityCalculator(parameters, inputs, m, true).sum();
  }

  private UpperBound sum() {
    return ErrorTerm.sum(terms(parameters.powBits()));
  }

  /**
   * Whether the sum of all terms under the linear bound, and the hash, reach the set's target. As
   * {@link SecurityReport#reachesTarget}, without the rest of the report.
   */
  public static boolean reachesTarget(SecurityParameters parameters, SecurityInputs inputs) {
    return reachesTarget(parameters, linear(parameters, inputs).sum());
  }

  static boolean reachesTarget(SecurityParameters parameters, UpperBound error) {
    UpperBound most = UpperBound.of(1).shifted(-parameters.targetBits());
    int hashBits = Byte.SIZE / 2 * parameters.digestBytes();
    return error.compareTo(most) <= 0 && hashBits >= parameters.targetBits();
  }

  private static SecurityCalculator linear(SecurityParameters parameters, SecurityInputs inputs) {
    return new SecurityCalculator(parameters, inputs, parameters.johnsonMultiplicity(), false);
  }

  private List<ErrorTerm> terms(int powBits) {
    List<ErrorTerm> out = new ArrayList<>();
    addOracles(out);
    addOpening(out, powBits);
    addLogUp(out);
    addZerocheck(out);
    addContraction(out);
    return out;
  }

  private void addOracles(List<ErrorTerm> out) {
    SecurityInputs.Opening o = inputs.opening();
    String source = quadratic ? QUADRATIC : LINEAR;
    int v = o.logHeight() - o.arity();
    int folds = o.logColumns() + o.arity();
    out.add(ErrorTerm.of("first oracle, " + folds + " folds", fold(v).times(folds), source));
    int i = 0;
    for (int arity : o.oracleArities()) {
      v -= arity;
      String name = "oracle " + ++i + " of 2^" + (v + arity);
      out.add(ErrorTerm.of(name, fold(v).times(arity), source));
    }
    out.add(ErrorTerm.of("clear rounds", list.times(2L * v).over(Q), "sumcheck, 2 L / q a round"));
  }

  /** One folding step to a message of 2^v entries: its line, and a round of the sumcheck. */
  private UpperBound fold(int v) {
    return line(v).plus(list.times(2)).over(Q);
  }

  private void addOpening(List<ErrorTerm> out, int powBits) {
    SecurityInputs.Opening o = inputs.opening();
    UpperBound miss = UpperBound.rootOfTwo(-parameters.logInvRate()).times(2L * m + 1).over(2L * m);
    out.add(
        ErrorTerm.of(
            "queries",
            miss.power(parameters.queries()).shifted(-powBits),
            "(1 - gamma)^t 2^-g, 2025/2055"));
    long variables = 0;
    for (int v : o.rootVariables()) {
      variables += v;
    }
    out.add(
        ErrorTerm.of(
            "out of domain",
            list.times(list).times(variables).over(2).over(Q),
            "L^2 / 2 (w + h) / q a root, 2024/1571"));
    out.add(
        ErrorTerm.of(
            "claim batching",
            list.times(Math.max(0, o.claims() - 1)).over(Q),
            "L (M - 1) / q, Schwartz-Zippel"));
  }

  private void addLogUp(List<ErrorTerm> out) {
    SecurityInputs.LogUp l = inputs.logUp();
    int logWidth = l.messageWidth() <= 1 ? 0 : ceilLog2(l.messageWidth());
    out.add(
        ErrorTerm.of(
            "LogUp",
            UpperBound.of(l.leaves()).times(2L * (1 + logWidth)).over(Q),
            "2 T (1 + log width) / q, 2023/1284"));
    out.add(
        ErrorTerm.of(
            "GKR",
            UpperBound.of(l.rounds()).times(3).plus(UpperBound.of(l.challenges())).over(Q),
            "3 / q a round, 2023/1284"));
  }

  private void addZerocheck(List<ErrorTerm> out) {
    SecurityInputs.Zerocheck z = inputs.zerocheck();
    long batching = Math.max(0L, z.constraints() - 1L) + Math.max(0L, z.chips() - 1L);
    long b = z.chips() == 0 ? 0 : 2;
    out.add(
        ErrorTerm.of(
            "zerocheck",
            UpperBound.of(z.variables() + batching + b + 4L * z.variables()).over(Q),
            "(n + C - 1 + 2 + chips - 1 + 4 n) / q, Schwartz-Zippel"));
  }

  private void addContraction(List<ErrorTerm> out) {
    SecurityInputs.Contraction c = inputs.contraction();
    long count = Math.max(0L, c.relations() - 1L) + (long) c.rounds() * c.degree();
    out.add(
        ErrorTerm.of("contractions", UpperBound.of(count).over(Q), "(J - 1 + rounds degree) / q"));
  }

  /** q times the proximity error of one folding step to a message of 2^v entries. */
  private UpperBound line(int v) {
    if (quadratic) {
      return list.power(7).shifted(2 * v).over(3);
    }
    int b = parameters.logInvRate();
    UpperBound mu = UpperBound.of(4L * m + 1).over(2);
    UpperBound slope = mu.power(5).times(2).plus(mu.times(3).times(gamma()).shifted(-b));
    return slope.times(root).shifted(b + v + b).over(3).plus(mu.times(root));
  }

  /** gamma: 1 less a number that is rounded down. */
  private UpperBound gamma() {
    BigInteger inverse = root.units();
    BigInteger miss =
        BigInteger.ONE
            .shiftLeft(2 * UpperBound.SCALE)
            .multiply(BigInteger.valueOf(2L * m + 1))
            .divide(inverse.multiply(BigInteger.valueOf(2L * m)));
    return new UpperBound(
        BigInteger.ONE.shiftLeft(UpperBound.SCALE).subtract(miss).max(BigInteger.ZERO));
  }

  private static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
