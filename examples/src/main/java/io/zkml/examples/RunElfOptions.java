package io.zkml.examples;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.CompiledModel;
import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of {@link RunElf}.
 *
 * @param elf the program's file
 * @param models files of the compiled models that it calls, by number
 * @param meter whether to report the instructions
 * @param prove whether to prove the run
 * @param parameters parameter set of the proof
 * @param proof file that the proof is written to
 * @param key file that the program's key is written to
 */
record RunElfOptions(
    Path elf,
    List<Path> models,
    boolean meter,
    boolean prove,
    SecurityParameters parameters,
    Path proof,
    Path key) {

  static final String USAGE =
      """
      usage: run-elf [--model FILE]... [--meter] FILE.elf < input > output
             run-elf [--model FILE]... --prove [--params NAME] [--proof FILE] [--key FILE] FILE.elf \
      < input > output\
      """;

  /**
   * Reads a command line. Without their options, proof and key go to the current folder, named
   * after the program, and the parameter set is {@code fast128}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static RunElfOptions parse(String... args) {
    List<String> rest = new ArrayList<>(List.of(args));
    List<Path> models = new ArrayList<>();
    while (rest.contains("--model")) {
      models.add(Path.of(take(rest, "--model", "")));
    }
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
        models,
        meter,
        prove,
        SecurityParameters.named(parameters),
        Path.of(proof.isEmpty() ? name + ".proof" : proof),
        Path.of(key.isEmpty() ? name + ".key" : key));
  }

  /**
   * The program with its models.
   *
   * @throws ElfFormatException if the file is no program for the machine
   * @throws IOException if a file is missing, or one is no compiled model
   */
  Guest guest() throws IOException, ElfFormatException {
    List<ModelObject> objects = new ArrayList<>();
    for (Path model : models) {
      objects.add(CompiledModel.load(model).guestModel());
    }
    return new Guest(ElfReader.read(Files.readAllBytes(elf)), objects);
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
