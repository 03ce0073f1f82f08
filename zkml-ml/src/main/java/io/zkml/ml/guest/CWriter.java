package io.zkml.ml.guest;

import java.util.Formatter;
import java.util.Locale;

/** Lines of C, indented by blocks. */
final class CWriter {

  private static final int LINE = 96;

  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** A line, formatted as by {@link String#format}. */
  @SuppressWarnings("AnnotateFormatMethod")
  CWriter line(String format, Object... values) {
    text.repeat("  ", depth);
    new Formatter(text, Locale.ROOT).format(format, values);
    text.append('\n');
    return this;
  }

  /** A line that opens a block. */
  CWriter open(String format, Object... values) {
    line(format + " {", values);
    depth++;
    return this;
  }

  /** Closes a block. */
  CWriter close() {
    depth--;
    return line("}");
  }

  /** A constant array. */
  CWriter array(String type, String name, long[] values) {
    line("static const %s %s[%d] = {", type, name, values.length);
    StringBuilder row = new StringBuilder();
    for (long v : values) {
      String number = v + (Math.abs(v) > Integer.MAX_VALUE ? "LL," : ",");
      if (row.length() + number.length() > LINE) {
        line("  %s", row);
        row.setLength(0);
      }
      row.append(number);
    }
    line("  %s};", row);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
