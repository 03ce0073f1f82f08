package io.zkml.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a new process: nothing is shared but files. */
final class FreshJvm {

  private FreshJvm() {}

  /**
   * The end of a process.
   *
   * @param status its exit status
   * @param lines what it printed
   * @param millis from its start to its end
   */
  record Result(int status, List<String> lines, double millis) {}

  static Result run(Class<?> main, List<String> args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A verifier is small and short-lived: one thread, and no more heap than it needs.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    int status = process.waitFor();
    return new Result(status, lines, (System.nanoTime() - start) * 1e-6);
  }
}
