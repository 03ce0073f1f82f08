package io.zkml.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes with this Java and class path.
 *
 * @param flags options of java
 */
record Jvm(List<String> flags) {

  private static final String INCUBATOR = "WARNING: Using incubator modules";

  /** Copies the list. */
  Jvm {
    flags = List.copyOf(flags);
  }

  /** A process that proves. */
  static Jvm proving(String heap, boolean vector) {
    List<String> flags = new ArrayList<>(List.of("-Xmx" + heap));
    if (vector) {
      flags.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    return new Jvm(flags);
  }

  /** A process that verifies: small and short-lived, so one thread and the quick compiler. */
  static Jvm verifying() {
    return new Jvm(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /** Runs to the end, printing what the process prints; returns its exit status. */
  int run(Class<?> main, List<String> args) throws IOException, InterruptedException {
    Process process = start(main, args);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.startsWith(INCUBATOR)) {
          System.err.println(line);
        }
      }
    }
    return process.waitFor();
  }

  /**
   * Seconds from the start of a process until it prints a line.
   *
   * @throws IOException if it ends without, or with an error
   */
  double secondsUntil(String expected, Class<?> main, List<String> args)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = 0;
    Process process = start(main, args);
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals(expected)) {
          end = System.nanoTime();
        }
        lines.add(line);
      }
    }
    if (process.waitFor() != 0 || end == 0) {
      throw new IOException(main.getSimpleName() + " failed: " + String.join("\n", lines));
    }
    return (end - start) * 1e-9;
  }

  private Process start(Class<?> main, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
