package io.zkml.core.security;

/**
 * One way in which a proof of a wrong statement may be accepted.
 *
 * @param name what fails
 * @param log2Error log2 of the probability, rounded up; negative infinity where the part is absent
 * @param citation the formula's origin
 */
public record ErrorTerm(String name, double log2Error, String citation) {

  /** Bits of security of this term alone. */
  public double bits() {
    return -log2Error;
  }
}
