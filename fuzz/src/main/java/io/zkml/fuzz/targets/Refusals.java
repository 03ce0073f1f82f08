package io.zkml.fuzz.targets;

import java.util.List;
import java.util.concurrent.Callable;

/** Tells refused input from a defect. */
final class Refusals {

  private Refusals() {}

  /**
   * Runs a reader. It may return, or throw one of the typed errors for bad input, with a message.
   *
   * @throws IllegalStateException for any other exception
   */
  static void allow(List<Class<? extends Exception>> refusals, Callable<?> reader) {
    try {
      reader.call();
    } catch (Exception e) {
      String message = e.getMessage();
      if (!refusals.contains(e.getClass()) || message == null || message.isBlank()) {
        throw new IllegalStateException("not a typed refusal", e);
      }
    }
  }
}
