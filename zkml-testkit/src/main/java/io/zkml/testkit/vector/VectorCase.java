package io.zkml.testkit.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One line of a manifest: what to change in the files of a name, and what the verifier says then.
 *
 * @param title what the case is about
 * @param base name of the files
 * @param edits made one after the other
 * @param verdict as {@link Verdict} names it
 */
public record VectorCase(String title, String base, List<Edit> edits, String verdict) {

  private static final String NONE = "-";

  /** Copies the list. */
  public VectorCase {
    edits = List.copyOf(edits);
  }

  /** The changed files; {@code files} gives those of a name. */
  public VectorFiles files(Function<String, VectorFiles> files) {
    VectorFiles out = files.apply(base);
    for (Edit e : edits) {
      out = out.with(e.part(), e.apply(out.get(e.part()), files));
    }
    return out;
  }

  /** The line: four fields with tabs between them. */
  String line() {
    List<String> words = edits.stream().map(Edit::toString).toList();
    String edited = words.isEmpty() ? NONE : String.join("; ", words);
    return String.join("\t", title, base, edited, verdict);
  }

  /**
   * The case of a line.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static VectorCase parse(String line) {
    String[] field = line.split("\t", -1);
    if (field.length != 4) {
      throw new IllegalArgumentException("not four fields: " + line);
    }
    List<Edit> edits = new ArrayList<>();
    if (!field[2].equals(NONE)) {
      for (String edit : field[2].split("; ", -1)) {
        edits.add(Edit.parse(edit));
      }
    }
    return new VectorCase(field[0], field[1], edits, field[3]);
  }
}
