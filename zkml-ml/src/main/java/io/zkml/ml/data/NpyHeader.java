package io.zkml.ml.data;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array: a Python dictionary with the keys {@code descr}, {@code
 * fortran_order} and {@code shape}, in any order.
 */
record NpyHeader(NpyType type, boolean bigEndian, TensorShape shape) {
  private static final int MAX_RANK = 32;
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'([a-z_]{1,20})'\\s*:\\s*('[^']{0,20}'|True|False|\\([0-9, L]*\\))\\s*,?");
  private static final Pattern DIMENSION = Pattern.compile("\\s*([0-9]{1,10})L?\\s*(,|$)");

  static NpyHeader parse(String text) throws DatasetFormatException {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) {
      throw new DatasetFormatException("the header is not a dictionary");
    }
    Fields fields = new Fields();
    String entries = trimmed.substring(1, trimmed.length() - 1).stripTrailing();
    Matcher matcher = ENTRY.matcher(entries);
    int end = 0;
    while (matcher.lookingAt()) {
      fields.put(matcher.group(1), matcher.group(2));
      end = matcher.end();
      matcher.region(end, entries.length());
    }
    if (end < entries.length()) {
      throw new DatasetFormatException("the header can't be read");
    }
    return fields.header();
  }

  private static final class Fields {
    private String descr = "";
    private String fortranOrder = "";
    private String shape = "";

    void put(String key, String value) throws DatasetFormatException {
      switch (key) {
        case "descr" -> descr = value;
        case "fortran_order" -> fortranOrder = value;
        case "shape" -> shape = value;
        default -> throw new DatasetFormatException("the header has the key '" + key + "'");
      }
    }

    NpyHeader header() throws DatasetFormatException {
      if (!fortranOrder.equals("False")) {
        throw new DatasetFormatException("fortran_order must be False");
      }
      if (descr.length() < 4 || "<>|=".indexOf(descr.charAt(1)) < 0) {
        throw new DatasetFormatException("the header has no element type");
      }
      String code = descr.substring(2, descr.length() - 1);
      NpyType type =
          NpyType.ofCode(code)
              .orElseThrow(() -> new DatasetFormatException("elements of type '" + code + "'"));
      return new NpyHeader(type, descr.charAt(1) == '>', dims(shape));
    }
  }

  private static TensorShape dims(String tuple) throws DatasetFormatException {
    if (!tuple.startsWith("(")) {
      throw new DatasetFormatException("the header has no shape");
    }
    String inside = tuple.substring(1, tuple.length() - 1).strip();
    List<Integer> dims = new ArrayList<>();
    Matcher matcher = DIMENSION.matcher(inside);
    int end = 0;
    while (end < inside.length() && matcher.lookingAt() && dims.size() < MAX_RANK) {
      long dim = Long.parseLong(matcher.group(1));
      if (dim > Integer.MAX_VALUE) {
        throw new DatasetFormatException("a dimension of " + dim + ", too large");
      }
      dims.add((int) dim);
      end = matcher.end();
      matcher.region(end, inside.length());
    }
    if (end < inside.length()) {
      throw new DatasetFormatException("the shape can't be read");
    }
    return TensorShape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }
}
