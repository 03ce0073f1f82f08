package io.zkml.ml.interpret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** ONNX's own operator tests, where they lie beside the checkout. */
final class NodeTestArchive implements AutoCloseable {
  private static final Path FOLDER = Path.of("shared", "onnx-node-tests");

  private final Path folder;
  private final ZipFile zip;

  /** One line of the manifest. */
  record Entry(String name, int opset, Set<String> operators, Set<String> tags) {}

  private NodeTestArchive(Path folder) throws IOException {
    this.folder = folder;
    this.zip = new ZipFile(folder.resolve("onnx-node-tests.zip").toFile());
  }

  /** Looks in the working directory and every folder above it. */
  static Optional<NodeTestArchive> find() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve(FOLDER);
      if (Files.isRegularFile(folder.resolve("onnx-node-tests.zip"))) {
        return Optional.of(new NodeTestArchive(folder));
      }
    }
    return Optional.empty();
  }

  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve("manifest.tsv")).stream().skip(1).toList()) {
      List<String> columns = Arrays.asList(line.split("\t", -1));
      if (columns.get(2).equals("ai.onnx")) {
        entries.add(
            new Entry(
                columns.get(0),
                Integer.parseInt(columns.get(3)),
                Set.of(columns.get(5).split(",", -1)),
                Set.of(columns.get(6).split(",", -1))));
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
