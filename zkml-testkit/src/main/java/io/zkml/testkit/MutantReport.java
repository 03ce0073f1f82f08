package io.zkml.testkit;

import io.zkml.core.air.Chip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What showed the mutants of a chip. */
final class MutantReport {

  /** System property that names a folder for reports, one file a test class. */
  static final String FOLDER = "zkml.mutants";

  private final Chip chip;
  private final List<Survivor> survivors;
  private List<Mutant> mutants = List.of();
  private MutantTrial.Kill[] kills = {};

  MutantReport(Chip chip, List<Survivor> survivors) {
    this.chip = chip;
    this.survivors = survivors;
  }

  /** Whether reports are wanted. */
  private static boolean isWanted() {
    return System.getProperty(FOLDER) != null;
  }

  /** Tries mutants that no earlier trial has shown; explained ones too if a report is wanted. */
  void add(MutantTrial trial) {
    if (mutants.isEmpty()) {
      mutants = Mutants.of(chip, trial::isLookup, trial::isFree);
      kills = new MutantTrial.Kill[mutants.size()];
      Arrays.fill(kills, MutantTrial.Kill.NONE);
    }
    for (int m = 0; m < kills.length; m++) {
      if (isAlive(kills[m]) && (isWanted() || reason(mutants.get(m)).isEmpty())) {
        kills[m] = trial.run(mutants.get(m));
      }
    }
  }

  private static boolean isAlive(MutantTrial.Kill kill) {
    return kill == MutantTrial.Kill.NONE;
  }

  /** Mutants that nothing shows and no reason covers. */
  List<String> unexplained() {
    List<String> out = new ArrayList<>();
    for (int m = 0; m < kills.length; m++) {
      if (isAlive(kills[m]) && reason(mutants.get(m)).isEmpty()) {
        out.add(mutants.get(m).name());
      }
    }
    return out;
  }

  /** Reasons that cover no mutant, or one that is shown. */
  List<Survivor> needless() {
    List<Survivor> out = new ArrayList<>(survivors);
    for (int m = 0; m < kills.length; m++) {
      if (isAlive(kills[m])) {
        String name = mutants.get(m).name();
        out.removeIf(s -> name.matches(s.mutants()));
      }
    }
    return out;
  }

  private String reason(Mutant mutant) {
    return survivors.stream()
        .filter(s -> mutant.name().matches(s.mutants()))
        .map(Survivor::reason)
        .findFirst()
        .orElse("");
  }

  private long count(MutantTrial.Kill kill) {
    return Arrays.stream(kills).filter(k -> k == kill).count();
  }

  /** Writes a line of counts and one a survivor to a file of this name, if wanted. */
  void write(String name) {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      return;
    }
    StringBuilder out = new StringBuilder();
    out.append("| ").append(chip.name()).append(" | ").append(kills.length);
    out.append(" | ").append(count(MutantTrial.Kill.HONEST_REFUSED));
    out.append(" | ").append(count(MutantTrial.Kill.ROW_ACCEPTED));
    out.append(" | ").append(count(MutantTrial.Kill.NONE)).append(" |\n");
    for (int m = 0; m < kills.length; m++) {
      if (isAlive(kills[m])) {
        out.append("- ").append(chip.name()).append(": ").append(mutants.get(m).name());
        out.append(": ").append(reason(mutants.get(m))).append('\n');
      }
    }
    try {
      Files.writeString(Path.of(folder, name + ".md"), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
