package io.zkml.benchmarks.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of JSON: an object whose values are strings, numbers, booleans or null, the latter as
 * empty optionals.
 */
final class FlatJson {

  private static final int DIGITS = 8;

  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*\"(\\w+)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\"}\\s]+))\\s*(,|}\\s*$)");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  private FlatJson() {}

  /** The line of an object, fields in the map's order. */
  static String write(Map<String, ?> fields) {
    return fields.entrySet().stream()
        .map(e -> quote(e.getKey()) + ": " + value(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(Object value) {
    return switch (value) {
      case Optional<?> o -> o.isPresent() ? value(o.get()) : "null";
      case Double d -> number(d);
      case Boolean b -> b.toString();
      case Number n -> n.toString();
      default -> quote(value.toString());
    };
  }

  private static String number(double d) {
    return Double.isFinite(d)
        ? new BigDecimal(d).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString()
        : "null";
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * The values of a line as text: strings without their quotes, all others as they are written.
   *
   * @throws IllegalArgumentException if the line is not such an object
   */
  static Map<String, String> read(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    String text = line.strip();
    int at = text.startsWith("{") ? 1 : -1;
    Matcher m = FIELD.matcher(text);
    while (at > 0 && at < text.length()) {
      if (!m.find(at) || m.start() != at) {
        throw new IllegalArgumentException("not a flat JSON object at column " + at + ": " + line);
      }
      String string = m.group(2);
      fields.put(m.group(1), string == null ? m.group(3) : unescape(string));
      at = m.end();
    }
    if (at < 0) {
      throw new IllegalArgumentException("not a JSON object: " + line);
    }
    return fields;
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(r -> {
          String hex = r.group(1);
          String c = hex == null ? r.group(2) : "" + (char) Integer.parseInt(hex, 16);
          return Matcher.quoteReplacement(c);
        });
  }
}
