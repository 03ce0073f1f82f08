package io.zkml.core.security;

import java.math.BigInteger;
import java.util.List;

/**
 * One way in which a proof of a wrong statement may be accepted.
 *
 * @param name what fails
 * @param errorUnits the probability in units of 2^-400, rounded up; 0 where the part is absent
 * @param citation the formula's origin
 */
public record ErrorTerm(String name, BigInteger errorUnits, String citation) {

  /** Bits that a double keeps exactly. */
  private static final int PRECISION = 52;

  /** More than the conversion to a double errs. */
  private static final double MARGIN = 1e-9;

  static ErrorTerm of(String name, UpperBound error, String citation) {
    return new ErrorTerm(name, error.units(), citation);
  }

  UpperBound error() {
    return new UpperBound(errorUnits);
  }

  /** Bits of security of this term alone, for people; infinite where the part is absent. */
  public double bits() {
    return bits(error());
  }

  static UpperBound sum(List<ErrorTerm> terms) {
    return terms.stream().map(ErrorTerm::error).reduce(UpperBound.ZERO, UpperBound::plus);
  }

  /** The negative logarithm of a probability, rounded down. */
  static double bits(UpperBound error) {
    if (error.units().signum() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    int low = Math.max(0, error.units().bitLength() - PRECISION);
    long leading = error.units().shiftRight(low).longValueExact() + 1;
    return UpperBound.SCALE - low - Math.log((double) leading) / Math.log(2) - MARGIN;
  }
}
