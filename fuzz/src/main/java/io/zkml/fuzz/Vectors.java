package io.zkml.fuzz;

import io.zkml.testkit.vector.VectorCase;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import io.zkml.testkit.vector.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The accepted proofs among the test vectors. */
public final class Vectors {

  /** System property that names the folder of the test vectors. */
  public static final String FOLDER = "zkml.vectors";

  private Vectors() {}

  /** Key, statement and proof of every accepted case. */
  public static List<VectorFiles> accepted() {
    try {
      VectorFolder folder =
          VectorFolder.read(Path.of(System.getProperty(FOLDER, "../data/vectors")));
      return folder.cases().stream()
          .filter(c -> c.verdict().equals(Verdict.ACCEPT) && c.edits().isEmpty())
          .map(VectorCase::base)
          .distinct()
          .map(name -> folder.files().get(name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
