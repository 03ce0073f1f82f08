package io.zkml.ml.interpret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * ONNX's own operator tests. They are not part of the repository: the folder with them is named by
 * the system property {@code zkml.onnx-node-tests} or the environment variable {@code
 * ZKML_ONNX_NODE_TESTS}, or is {@code shared/onnx-node-tests} in or beside the checkout.
 */
final class NodeTestArchive implements AutoCloseable {
  private static final Path FOLDER = Path.of("shared", "onnx-node-tests");
  private static final String ZIP = "onnx-node-tests.zip";

  /** Tags of tests that are out of scope: types below 32 bits of float, float64, newer opsets. */
  private static final Set<String> OUT_OF_SCOPE =
      Set.of("lowbit", "half", "double", "preview", "opset>26");

  private final Path folder;
  private final ZipFile zip;

  /**
   * One line of the manifest.
   *
   * @param name the test's name
   * @param operator the operator under test, with its domain unless that is {@code ai.onnx}
   * @param opset version of the operator set
   * @param tags what is special about it
   */
  record Entry(String name, String operator, int opset, Set<String> tags) {}

  private NodeTestArchive(Path folder) throws IOException {
    this.folder = folder;
    this.zip = new ZipFile(folder.resolve(ZIP).toFile());
  }

  /** The tests, if they are at hand. */
  static Optional<NodeTestArchive> find() throws IOException {
    String variable = System.getenv("ZKML_ONNX_NODE_TESTS");
    String named = System.getProperty("zkml.onnx-node-tests", variable == null ? "" : variable);
    if (!named.isEmpty()) {
      return Optional.of(new NodeTestArchive(Path.of(named)));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(FOLDER).resolve(ZIP))) {
        return Optional.of(new NodeTestArchive(at.resolve(FOLDER)));
      }
    }
    return Optional.empty();
  }

  /** The tests in scope, in the manifest's order. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve("manifest.tsv")).stream().skip(1).toList()) {
      List<String> columns = Arrays.asList(line.split("\t", -1));
      Set<String> tags = Set.of(columns.get(6).split(",", -1));
      if (Collections.disjoint(tags, OUT_OF_SCOPE)) {
        entries.add(
            new Entry(columns.get(0), columns.get(1), Integer.parseInt(columns.get(3)), tags));
      }
    }
    return entries;
  }

  /** A file of a test, if it has it. */
  Optional<byte[]> file(Entry test, String name) throws IOException {
    ZipEntry entry = zip.getEntry(test.name() + "/" + name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return Optional.of(in.readAllBytes());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
