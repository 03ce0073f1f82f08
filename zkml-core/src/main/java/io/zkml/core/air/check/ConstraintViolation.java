package io.zkml.core.air.check;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.field.Goldilocks;
import java.util.List;

/**
 * A constraint that does not vanish on a row.
 *
 * @param row index of the row
 * @param values of the chip's columns in that row, canonical
 * @param residual what the constraint's polynomial gives, canonical and not 0
 */
public record ConstraintViolation(
    Chip chip, Constraint constraint, int row, List<Long> values, long residual) {

  /** Copies the values. */
  public ConstraintViolation {
    values = List.copyOf(values);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(chip.name()).append('.').append(constraint.label());
    out.append(" is ").append(Goldilocks.toSigned(residual)).append(" in row ").append(row);
    String separator = ": ";
    for (int c = 0; c < values.size(); c++) {
      out.append(separator).append(chip.columns().get(c).name()).append(" = ");
      out.append(Goldilocks.toSigned(values.get(c)));
      separator = ", ";
    }
    return out.toString();
  }
}
