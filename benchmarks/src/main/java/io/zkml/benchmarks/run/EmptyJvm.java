package io.zkml.benchmarks.run;

/** Does nothing: what a process costs before its work begins. */
final class EmptyJvm {

  /** Printed at once. */
  static final String DONE = "started";

  private EmptyJvm() {}

  public static void main(String[] args) {
    System.out.println(DONE);
  }
}
