package io.zkml.testkit.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.rejection.RejectReason;
import io.zkml.testkit.vector.VectorFiles.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in vectors, and the format that they are written in. */
class VectorFolderTest {

  private static final Path VECTORS = Path.of("..", "data", "vectors");
  private static final long MAX_BYTES = 1 << 20;

  @Test
  void replay_checkedInVectors_givesTheirVerdicts() throws IOException {
    VectorFolder folder = VectorFolder.read(VECTORS);
    List<String> wrong = new ArrayList<>();
    for (VectorCase c : folder.cases()) {
      String verdict = Verdict.of(folder.files(c));
      if (!verdict.equals(c.verdict())) {
        wrong.add(verdict + " instead of " + c.line());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void checkedInVectors_together_coverVerdictsAndParts() throws IOException {
    VectorFolder folder = VectorFolder.read(VECTORS);
    Map<String, Integer> verdicts = new TreeMap<>();
    folder.cases().forEach(c -> verdicts.merge(c.verdict(), 1, Integer::sum));
    assertThat(verdicts.get(Verdict.ACCEPT)).isGreaterThanOrEqualTo(5);
    assertThat(folder.cases()).hasSizeGreaterThan(300);
    assertThat(verdicts).containsKeys(Verdict.KEY, Verdict.STATEMENT_FILE);
    for (RejectReason r : RejectReason.values()) {
      // Both need a dishonest prover: one that lies to public tensors alone, one that folds
      // wrongly.
      boolean rare = r == RejectReason.CONTRACTION || r == RejectReason.QUERY;
      assertThat(verdicts.containsKey(r.name())).as("%s", r).isNotEqualTo(rare);
    }
    long bytes = 0;
    try (var paths = Files.list(VECTORS)) {
      for (Path p : paths.toList()) {
        bytes += Files.size(p);
      }
    }
    assertThat(bytes).isLessThan(MAX_BYTES);
  }

  private static VectorFiles files(int proof) {
    byte[] bytes = new byte[proof];
    for (int i = 0; i < proof; i++) {
      bytes[i] = (byte) i;
    }
    return new VectorFiles(new byte[] {1}, new byte[] {2}, bytes);
  }

  @Test
  void write_folder_isReadBack(@TempDir Path folder) throws IOException {
    List<Edit> edits =
        List.of(
            new Edit.Set(Part.PROOF, 1, new byte[] {-1, 0}),
            new Edit.Insert(Part.PROOF, 5, new byte[] {7}),
            new Edit.Remove(Part.PROOF, 0, 1),
            new Edit.Copy(Part.PROOF, 2, 2, "b"),
            new Edit.Cut(Part.PROOF, 4),
            new Edit.Take(Part.KEY, "b"));
    VectorCase edited = new VectorCase("many", "a", edits, "MALFORMED");
    VectorCase plain = new VectorCase("none", "b", List.of(), "ACCEPT");
    Map<String, VectorFiles> files = new TreeMap<>(Map.of("a", files(5), "b", files(9)));
    new VectorFolder(files, List.of(edited, plain)).write(folder);
    VectorFolder read = VectorFolder.read(folder);
    assertThat(read.cases().stream().map(VectorCase::line))
        .containsExactly(
            "many\ta\tset proof 1 ff00; insert proof 5 07; remove proof 0 1; copy proof 2 2 b;"
                + " cut proof 4; take key b\tMALFORMED",
            "none\tb\t-\tACCEPT");
    // 0 ff 0 3 4, with 7 behind, without the first, its third and fourth from b, four of them.
    assertThat(read.files(read.cases().getFirst()).proof()).containsExactly(-1, 0, 2, 3);
    assertThat(read.files(read.cases().getLast()).proof()).isEqualTo(files(9).proof());
  }

  @Test
  void difference_ofAnyTwoStrings_turnsOneIntoTheOther() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      byte[] from = few(random);
      byte[] to = few(random);
      byte[] out = from;
      List<Edit> edits = Difference.edits(Part.PROOF, from, to);
      for (Edit e : edits) {
        out = Edit.parse(e.toString()).apply(out, name -> files(0));
      }
      assertThat(out).isEqualTo(to);
      assertThat(edits.isEmpty()).isEqualTo(Arrays.equals(from, to));
    }
  }

  /** Up to six bytes of two values, so that heads and tails agree often. */
  private static byte[] few(SplittableRandom random) {
    byte[] out = new byte[random.nextInt(7)];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) random.nextInt(2);
    }
    return out;
  }

  @Test
  void parse_otherLines_throws() {
    for (String line :
        List.of(
            "",
            "a\tb\t-",
            "a\tb\tset proof\tACCEPT",
            "a\tb\tset proof 1\tACCEPT",
            "a\tb\tset nothing 1 00\tACCEPT",
            "a\tb\tset proof x 00\tACCEPT",
            "a\tb\tset proof 1 0\tACCEPT",
            "a\tb\tburn proof 1 00\tACCEPT",
            "a\tb\t\tACCEPT")) {
      assertThatThrownBy(() -> VectorCase.parse(line))
          .as(line)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void files_unknownName_throws() {
    VectorCase c = new VectorCase("t", "missing", List.of(), "ACCEPT");
    VectorFolder folder = new VectorFolder(new TreeMap<>(), List.of(c));
    assertThatThrownBy(() -> folder.files(c)).isInstanceOf(IllegalArgumentException.class);
  }
}
