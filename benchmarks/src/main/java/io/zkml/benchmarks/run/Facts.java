package io.zkml.benchmarks.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;

/** Named values that the processes of a run hand to each other in a file. Not thread-safe. */
final class Facts {

  private static final String FILE = "facts.properties";

  private final Properties values = new Properties();

  /** The facts in a folder, none if it has no such file. */
  static Facts load(Path folder) throws IOException {
    Facts facts = new Facts();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        facts.values.load(in);
      }
    }
    return facts;
  }

  void save(Path folder) throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.resolve(FILE))) {
      values.store(out, null);
    }
  }

  Facts put(String name, Object value) {
    values.setProperty(name, value.toString());
    return this;
  }

  Facts put(String name, List<?> list) {
    String text = list.stream().map(Object::toString).collect(Collectors.joining(","));
    return put(name, (Object) text);
  }

  boolean has(String name) {
    return values.getProperty(name) != null;
  }

  String text(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("no fact " + name);
    }
    return value;
  }

  int integer(String name) {
    return Integer.parseInt(text(name));
  }

  long whole(String name) {
    return Long.parseLong(text(name));
  }

  double real(String name) {
    return Double.parseDouble(text(name));
  }

  boolean truth(String name) {
    return Boolean.parseBoolean(text(name));
  }

  List<Integer> integers(String name) {
    return Arrays.stream(text(name).split(",", -1)).map(Integer::valueOf).toList();
  }

  /** The constant of an enum that is written in lower case. */
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
  }
}
