package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import org.jspecify.annotations.Nullable;

/**
 * A chip with one rule left out or changed.
 *
 * @param name what was done
 * @param chip the result
 * @param adaptable whether an honest prover could adapt its messages, so that only what the mutant
 *     accepts counts
 * @param hidden what no message of a bus says any more, in this chip or any other; null for nothing
 */
record Mutant(String name, Chip chip, boolean adaptable, @Nullable Slot hidden) {

  /** One value of all messages of a bus. */
  record Slot(Bus bus, int index) {}

  static Mutant of(String name, Chip chip) {
    return new Mutant(name, chip, false, null);
  }
}
