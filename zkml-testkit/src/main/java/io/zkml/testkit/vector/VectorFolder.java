package io.zkml.testkit.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of test vectors: the files of some names and the manifest of all cases.
 *
 * @param files by name
 * @param cases in the order of the manifest
 */
public record VectorFolder(Map<String, VectorFiles> files, List<VectorCase> cases) {

  private static final String MANIFEST = "manifest.tsv";

  /** Copies the list. */
  public VectorFolder {
    cases = List.copyOf(cases);
  }

  /** The changed files of a case. */
  public VectorFiles files(VectorCase c) {
    return c.files(this::named);
  }

  private VectorFiles named(String name) {
    VectorFiles found = files.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no files of " + name);
    }
    return found;
  }

  /** Reads a folder. */
  public static VectorFolder read(Path folder) throws IOException {
    List<VectorCase> cases = new ArrayList<>();
    Map<String, VectorFiles> files = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(MANIFEST))) {
      VectorCase c = VectorCase.parse(line);
      cases.add(c);
      if (!files.containsKey(c.base())) {
        files.put(c.base(), VectorFiles.read(folder, c.base()));
      }
    }
    return new VectorFolder(files, cases);
  }

  /** Writes the folder; it may exist. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, VectorFiles> e : files.entrySet()) {
      e.getValue().write(folder, e.getKey());
    }
    List<String> lines = cases.stream().map(VectorCase::line).toList();
    Files.writeString(folder.resolve(MANIFEST), String.join("\n", lines) + "\n");
  }
}
