package io.zkml.vm.tensor;

import io.zkml.core.contraction.TensorLayout;

/**
 * A tensor of a program: written once, read any number of times.
 *
 * @param name for people, unique in its program
 * @param storage where its entries live in a proof
 * @param layout logical shape and storage as blocks
 * @param min least possible entry
 * @param max largest possible entry
 */
public record TensorSpec(String name, Storage storage, TensorLayout layout, long min, long max) {

  /** Entries stay below this magnitude: an exact signed integer is one field element. */
  public static final long MAX_MAGNITUDE = 1L << 62;

  /** Where entries live. */
  public enum Storage {
    /** Given with the statement, known to the verifier. */
    INPUT,
    /** Given to the prover alone; the statement holds a digest of its commitment. */
    COMMITTED_INPUT,
    /** Given to the prover alone; the statement says nothing of it. */
    PRIVATE_INPUT,
    /** Part of the program, committed once. */
    CONSTANT,
    /** Defined by a linear instruction; never committed. */
    ACCUMULATOR,
    /** Computed in a run and committed by its proof. */
    WITNESS;

    /** Whether entries are there before a run. */
    public boolean isGiven() {
      return this == INPUT || this == CONSTANT || isUndisclosedInput();
    }

    /** Whether it is an input that the verifier does not see. */
    public boolean isUndisclosedInput() {
      return this == COMMITTED_INPUT || this == PRIVATE_INPUT;
    }
  }

  /** Checks the bounds. */
  public TensorSpec {
    if (min > max || min <= -MAX_MAGNITUDE || max >= MAX_MAGNITUDE) {
      throw new IllegalArgumentException(
          "tensor " + name + " has bounds " + min + " to " + max + ", beyond 62 bits");
    }
  }

  /** The largest magnitude of an entry. */
  public long magnitude() {
    return Math.max(Math.abs(min), Math.abs(max));
  }

  /**
   * Checks entries.
   *
   * @throws IllegalArgumentException if there are too few or too many, or one is out of bounds
   */
  public void check(long[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " entries, not " + layout.size());
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < min || values[i] > max) {
        throw new IllegalArgumentException(
            name + "[" + i + "] = " + values[i] + " is outside " + min + " to " + max);
      }
    }
  }
}
