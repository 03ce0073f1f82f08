package io.zkml.testkit;

import java.util.function.Predicate;

/**
 * Cells of a column that may hold several values without harm.
 *
 * @param column name of the column
 * @param where the rows concerned, given the values of all columns
 * @param reason why it is harmless
 */
public record FreeCell(String column, Predicate<long[]> where, String reason) {

  /** All cells of a column. */
  public static FreeCell everywhere(String column, String reason) {
    return new FreeCell(column, row -> true, reason);
  }
}
