package io.zkml.core.security;

import java.util.ArrayList;
import java.util.List;

/**
 * The error terms of a proof, see docs and the papers cited: q = |E| = p^3, rho = 2^-b, m the
 * Johnson multiplicity, mu = 2 m + 1/2, gamma = 1 - sqrt(rho) (1 + 1 / 2m), list size L = (m + 1/2)
 * / sqrt(rho). Runs at set-up, in tests, and where a verifier makes its key itself from sizes that
 * the prover states; it rounds by more than platforms may differ.
 */
public final class SecurityCalculator {

  /** log2(p^3), rounded down. */
  private static final double LOG_Q = 191.999999998;

  private static final int MAX_MULTIPLICITY = 256;

  private static final String LINEAR = "eprint 2025/2055 Theorem 4.6, interleaved by 2026/891";
  private static final String QUADRATIC = "eprint 2025/2110 Theorem 2, interleaved by 2026/891";

  private final SecurityParameters parameters;
  private final SecurityInputs inputs;
  private final int m;
  private final boolean quadratic;
  private final double logList;

  private SecurityCalculator(
      SecurityParameters parameters, SecurityInputs inputs, int m, boolean quadratic) {
    this.parameters = parameters;
    this.inputs = inputs;
    this.m = m;
    this.quadratic = quadratic;
    this.logList = Log2.of(m + 0.5) + parameters.logInvRate() / 2.0;
  }

  /** Evaluates all terms. */
  public static SecurityReport report(SecurityParameters parameters, SecurityInputs inputs) {
    int m = parameters.johnsonMultiplicity();
    SecurityCalculator linear = new SecurityCalculator(parameters, inputs, m, false);
    SecurityCalculator best = new SecurityCalculator(parameters, inputs, 3, true);
    double error = Log2.sum(best.terms(parameters.powBits()));
    for (int other = 4; other <= MAX_MULTIPLICITY; other++) {
      SecurityCalculator c = new SecurityCalculator(parameters, inputs, other, true);
      double e = Log2.sum(c.terms(parameters.powBits()));
      if (e < error) {
        error = e;
        best = c;
      }
    }
    return new SecurityReport(
        parameters,
        linear.terms(parameters.powBits()),
        linear.terms(0),
        best.terms(parameters.powBits()),
        best.m);
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
    double step = Log2.add(line(v + parameters.logInvRate()), overQ(2, logList));
    int folds = o.logColumns() + o.arity();
    out.add(new ErrorTerm("first oracle, " + folds + " folds", Log2.of(folds) + step, source));
    int i = 0;
    for (int arity : o.oracleArities()) {
      v -= arity;
      double fold = Log2.add(line(v + parameters.logInvRate()), overQ(2, logList));
      out.add(
          new ErrorTerm("oracle " + ++i + " of 2^" + (v + arity), Log2.of(arity) + fold, source));
    }
    out.add(new ErrorTerm("clear rounds", overQ(2.0 * v, logList), "sumcheck, 2 L / q a round"));
  }

  private void addOpening(List<ErrorTerm> out, int powBits) {
    SecurityInputs.Opening o = inputs.opening();
    double miss = Log2.of(1 + 1 / (2.0 * m)) - parameters.logInvRate() / 2.0;
    out.add(
        new ErrorTerm(
            "queries", parameters.queries() * miss - powBits, "(1 - gamma)^t 2^-g, 2025/2055"));
    double ood = Log2.ZERO;
    for (int variables : o.rootVariables()) {
      ood = Log2.add(ood, overQ(variables / 2.0, 2 * logList));
    }
    out.add(new ErrorTerm("out of domain", ood, "L^2 / 2 (w + h) / q a root, 2024/1571"));
    out.add(
        new ErrorTerm(
            "claim batching", overQ(o.claims() - 1.0, logList), "L (M - 1) / q, Schwartz-Zippel"));
  }

  private void addLogUp(List<ErrorTerm> out) {
    SecurityInputs.LogUp l = inputs.logUp();
    int logWidth = l.messageWidth() <= 1 ? 0 : ceilLog2(l.messageWidth());
    out.add(
        new ErrorTerm(
            "LogUp",
            overQ(2.0 * l.leaves() * (1 + logWidth), 0),
            "2 T (1 + log width) / q, 2023/1284"));
    out.add(
        new ErrorTerm(
            "GKR", overQ(3.0 * l.rounds() + l.challenges(), 0), "3 / q a round, 2023/1284"));
  }

  private void addZerocheck(List<ErrorTerm> out) {
    SecurityInputs.Zerocheck z = inputs.zerocheck();
    double batching = Math.max(0, z.constraints() - 1) + Math.max(0, z.chips() - 1);
    double b = z.chips() == 0 ? 0 : 2;
    out.add(
        new ErrorTerm(
            "zerocheck",
            overQ(z.variables() + batching + b + 4.0 * z.variables(), 0),
            "(n + C - 1 + 2 + chips - 1 + 4 n) / q, Schwartz-Zippel"));
  }

  private void addContraction(List<ErrorTerm> out) {
    SecurityInputs.Contraction c = inputs.contraction();
    double count = Math.max(0, c.relations() - 1) + (double) c.rounds() * c.degree();
    out.add(new ErrorTerm("contractions", overQ(count, 0), "(J - 1 + rounds degree) / q"));
  }

  /** The error of one folding step to a code of length 2^logLength. */
  private double line(int logLength) {
    int b = parameters.logInvRate();
    if (quadratic) {
      return 7 * logList - Log2.of(3) + 2e-9 + 2.0 * (logLength - b) - LOG_Q;
    }
    double rho = Math.pow(2, -b);
    double mu = 2 * m + 0.5;
    double gamma = 1 - Math.sqrt(rho) * (1 + 1 / (2.0 * m));
    double slope = 2 * Math.pow(mu, 5) + 3 * mu * gamma * rho;
    double proximity = Log2.of(slope / (3 * Math.pow(rho, 1.5))) + logLength;
    return Log2.add(proximity, Log2.of(mu / Math.sqrt(rho))) - LOG_Q;
  }

  private static double overQ(double factor, double logFactor) {
    return Log2.of(factor) + logFactor - LOG_Q;
  }

  private static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
