package io.zkml.fuzz.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check in a source file, and the file without it: a condition before a throw that never holds,
 * or a call of {@code require} or {@code absorb} that is not made.
 *
 * @param method the method that holds it
 * @param what the check, in one line
 * @param changed text of the file without it
 */
record CheckSite(String method, String what, String changed) {

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?m)^ *(throw (?!new (?:Unchecked|IllegalState|Assertion))|(?:\\w+\\.)?require\\("
              + "|[\\w.()]+\\.absorb(?:Long)?\\()");

  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^  (?:  )?(?! )(?:[\\w<>\\[\\].?, @]+ )?(\\w+)\\([^;{]*(?:throws [^;{]*)?\\{\\s*$");

  private static final int MAX_WHAT = 110;

  /** All sites of a file. */
  static List<CheckSite> of(String source) {
    List<CheckSite> out = new ArrayList<>();
    Matcher m = STATEMENT.matcher(source);
    while (m.find()) {
      int at = m.start(1);
      int end = statementEnd(source, at);
      String statement = source.substring(at, end);
      if (m.group(1).startsWith("throw ")) {
        out.add(thrown(source, at, end, statement));
      } else {
        String changed = source.substring(0, at) + "if (false) " + source.substring(at);
        out.add(new CheckSite(method(source, at), oneLine(statement), changed));
      }
    }
    return out;
  }

  /** A throw under a condition, or one that is replaced by nothing. */
  private static CheckSite thrown(String source, int at, int end, String statement) {
    int brace = enclosingBrace(source, at);
    int close = source.lastIndexOf(')', brace);
    boolean directly = source.substring(close + 1, brace).isBlank();
    int open = directly ? opening(source, close) : -1;
    String method = method(source, at);
    if (open > 3 && source.startsWith("if ", open - 3)) {
      String condition = source.substring(open + 1, close);
      String changed =
          source.substring(0, open + 1) + "false && (" + condition + ")" + source.substring(close);
      return new CheckSite(method, oneLine(condition), changed);
    }
    String changed = source.substring(0, at) + "{}" + source.substring(end);
    return new CheckSite(method, oneLine(statement), changed);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    return line.length() <= MAX_WHAT ? line : line.substring(0, MAX_WHAT) + " ...";
  }

  /** One past the semicolon that ends a statement. */
  private static int statementEnd(String source, int at) {
    int depth = 0;
    for (int i = at; ; i++) {
      char c = source.charAt(i);
      if (c == '"') {
        i = stringEnd(source, i);
      } else if (c == '(' || c == '{') {
        depth++;
      } else if (c == ')' || c == '}') {
        depth--;
      } else if (c == ';' && depth == 0) {
        return i + 1;
      }
    }
  }

  private static int stringEnd(String source, int quote) {
    int i = quote + 1;
    while (source.charAt(i) != '"') {
      i += source.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  /** The brace of the block around a position; strings and comments before it hold no braces. */
  private static int enclosingBrace(String source, int at) {
    int depth = 0;
    for (int i = at - 1; i > 0; i--) {
      char c = source.charAt(i);
      if (c == '}') {
        depth++;
      } else if (c == '{' && depth-- == 0) {
        return i;
      }
    }
    return 0;
  }

  private static int opening(String source, int close) {
    int depth = 0;
    for (int i = close; i > 0; i--) {
      char c = source.charAt(i);
      if (c == ')') {
        depth++;
      } else if (c == '(' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String method(String source, int at) {
    Matcher m = METHOD.matcher(source);
    String name = "";
    while (m.find() && m.start() < at) {
      name = m.group(1);
    }
    return name.isEmpty() ? "constructor" : name;
  }
}
