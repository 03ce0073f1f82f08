package io.zkml.ml.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON text of maps, lists, numbers, booleans and text. */
public final class Json {

  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  /**
   * The text of a value on one line.
   *
   * @param value a map with text keys in its order, a list, a number, a boolean, or what its
   *     toString says; numbers that are not finite become null
   */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  private static void append(Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        String before = "{";
        for (Map.Entry<?, ?> e : map.entrySet()) {
          out.append(before);
          text(String.valueOf(e.getKey()), out);
          out.append(':');
          append(e.getValue(), out);
          before = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String before = "[";
        for (Object item : list) {
          out.append(before);
          append(item, out);
          before = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Double d -> out.append(Double.isFinite(d) ? d.toString() : "null");
      case Number n -> out.append(n);
      case Boolean b -> out.append(b);
      default -> text(value.toString(), out);
    }
  }

  private static void text(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean lone =
          Character.isSurrogate(c)
              && !Character.isSurrogatePair(c, i + 1 < s.length() ? s.charAt(i + 1) : ' ')
              && !(i > 0 && Character.isSurrogatePair(s.charAt(i - 1), c));
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || c == '<' || lone) {
        // '<' too, so that the text may stand inside a page.
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
