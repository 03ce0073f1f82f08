package io.zkml.examples;

import io.zkml.core.security.SecurityParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of {@link RunElf}.
 *
 * @param elf the program's file
 * @param meter whether to report the instructions
 * @param prove whether to prove the run
 * @param parameters parameter set of the proof
 * @param proof file that the proof is written to
 * @param key file that the program's key is written to
 */
record RunElfOptions(
    Path elf, boolean meter, boolean prove, SecurityParameters parameters, Path proof, Path key) {

  static final String USAGE =
      """
      usage: run-elf [--meter] FILE.elf < input > output
             run-elf --prove [--params NAME] [--proof FILE] [--key FILE] FILE.elf < input > output\
      """;

  /**
   * Reads a command line. Without their options, proof and key go to the current folder, named
   * after the program, and the parameter set is {@code fast128}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static RunElfOptions parse(String... args) {
    List<String> rest = new ArrayList<>(List.of(args));
    boolean meter = rest.remove("--meter");
    boolean prove = rest.remove("--prove");
    int options = rest.size();
    String parameters = take(rest, "--params", "fast128");
    String proof = take(rest, "--proof", "");
    String key = take(rest, "--key", "");
    boolean alone = prove ? meter : rest.size() < options;
    if (rest.size() != 1 || rest.getFirst().startsWith("-") || alone) {
      throw new IllegalArgumentException("the command line is not understood");
    }
    Path elf = Path.of(rest.getFirst());
    String name = String.valueOf(elf.getFileName()).replaceFirst("\\.elf$", "");
    return new RunElfOptions(
        elf,
        meter,
        prove,
        SecurityParameters.named(parameters),
        Path.of(proof.isEmpty() ? name + ".proof" : proof),
        Path.of(key.isEmpty() ? name + ".key" : key));
  }

  /** Takes an option and its value out of the list. */
  private static String take(List<String> rest, String option, String otherwise) {
    int at = rest.indexOf(option);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 == rest.size()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    rest.remove(at);
    return rest.remove(at);
  }
}
