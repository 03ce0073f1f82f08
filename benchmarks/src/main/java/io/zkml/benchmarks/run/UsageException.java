package io.zkml.benchmarks.run;

/** The command line, or a file named on it, is not usable. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
