package io.zkml.testkit;

import io.zkml.core.rejection.ProofRejectedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that a verifier refuses what it should, in the one way that it may. */
public final class TamperAssertions {

  private static final int MAX_SHOWN = 20;

  private TamperAssertions() {}

  /** What is under test: returns to accept. */
  @FunctionalInterface
  public interface Verification<T> {
    /** Accepts by returning. */
    void verify(T value) throws Exception;
  }

  /**
   * Every mutation is refused with exactly {@link ProofRejectedException}; there is at least one.
   *
   * @return the number of mutations
   */
  public static <T> int assertAllRejected(
      Iterable<? extends Mutation<T>> mutations, Verification<T> verification) {
    int count = 0;
    List<String> failures = new ArrayList<>();
    for (Mutation<T> m : mutations) {
      count++;
      String outcome = outcome(m.value(), verification);
      if (outcome != null) {
        failures.add(m.path() + " -> " + outcome);
      }
    }
    if (count == 0) {
      throw new AssertionError("there is nothing to reject");
    }
    if (!failures.isEmpty()) {
      List<String> shown = failures.subList(0, Math.min(MAX_SHOWN, failures.size()));
      throw new AssertionError(
          failures.size()
              + " of "
              + count
              + " mutations were not rejected:\n"
              + String.join("\n", shown));
    }
    return count;
  }

  /** Null for a rejection, else what happened. */
  private static <T> @Nullable String outcome(T value, Verification<T> verification) {
    try {
      verification.verify(value);
      return "accepted";
    } catch (ProofRejectedException e) {
      return null;
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      return e.toString();
    }
  }
}
