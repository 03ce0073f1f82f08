package io.zkml.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickStartTest {

  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @ValueSource(strings = {"QuickStart", "ProgramQuickStart"})
  void readme_hasTheSourceAsItRuns(String name) throws IOException {
    Path source = Path.of("src/main/java/io/zkml/examples/" + name + ".java");
    List<String> lines = Files.readAllLines(source);
    int begin = lines.indexOf("  public static void main(String[] args) throws Exception {") + 1;
    List<String> body =
        lines.subList(begin, lines.subList(begin, lines.size()).indexOf("  }") + begin);
    String snippet = "```java\n" + String.join("\n", body).stripIndent() + "\n```\n";

    assertThat(Files.readString(ROOT.resolve("README.md"))).contains(snippet);
    assertThat(body).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void main_withTheProjectsData_verifiesItsProof() throws Exception {
    QuickStart.main(new String[] {ROOT.resolve("data").toString()});
  }

  @Test
  void main_ofPrograms_verifiesItsProof() throws Exception {
    ProgramQuickStart.main(new String[] {"guests/fibonacci.elf"});
  }
}
