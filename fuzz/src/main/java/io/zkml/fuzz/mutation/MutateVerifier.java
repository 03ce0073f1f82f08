package io.zkml.fuzz.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Leaves out the checks of packages, one at a time, and runs the module's tests until one fails:
 * {@code MutateVerifier MODULE_FOLDER CLASS_PATH PACKAGE ...}. Prints a table row a check. The
 * class path holds the tests of the module and what they need, the module itself included.
 */
final class MutateVerifier {

  private static final long MINUTES = 4;

  private static final List<String> ARITHMETIC =
      List.of(".field.", ".hash.", ".parallel.", ".poly.", ".expr.");

  private final Path module;
  private final String classPath;
  private final Path work;
  private int survivors;

  private MutateVerifier(Path module, String classPath) throws IOException {
    this.module = module;
    this.classPath = classPath;
    this.work = Files.createTempDirectory("mutate");
  }

  /** Tries all checks; exits with 1 if one is not noticed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    MutateVerifier run = new MutateVerifier(Path.of(args[0]), args[1]);
    for (int i = 2; i < args.length; i++) {
      run.packageOf(args[i]);
    }
    System.exit(run.survivors == 0 ? 0 : 1);
  }

  private void packageOf(String name) throws IOException, InterruptedException {
    Path folder = module.resolve("src/main/java").resolve(name.replace('.', '/'));
    for (Path file : files(folder, 1, ".java")) {
      for (CheckSite site : CheckSite.of(Files.readString(file))) {
        String type = file.getFileName().toString().replace(".java", "");
        String killer = killer(file, site, name);
        survivors += killer.isEmpty() ? 1 : 0;
        System.out.println(
            "| " + type + "." + site.method() + " | `" + site.what() + "` | " + killer + " |");
      }
    }
  }

  private static List<Path> files(Path folder, int depth, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(f -> f.toString().endsWith(end)).sorted().toList();
    }
  }

  private String killer(Path file, CheckSite site, String name)
      throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory(work, "classes");
    Path source = classes.resolve(file.getFileName());
    Files.writeString(source, site.changed());
    String[] arguments = {
      "-nowarn",
      "-proc:none",
      "-implicit:none",
      "-d",
      classes.toString(),
      "-cp",
      classPath,
      source.toString()
    };
    var ignored = java.io.OutputStream.nullOutputStream();
    if (ToolProvider.getSystemJavaCompiler().run(null, ignored, ignored, arguments) != 0) {
      return "the compiler";
    }
    return firstFailure(classes, name);
  }

  private String firstFailure(Path classes, String name) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classes + ":" + classPath,
                FirstFailure.class.getName()));
    command.addAll(tests(name));
    Path output = classes.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(module.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return "no end within " + MINUTES + " minutes";
    }
    if (process.exitValue() != 0) {
      return "exit status " + process.exitValue();
    }
    return Files.readString(output, StandardCharsets.UTF_8)
        .lines()
        .filter(l -> l.startsWith(FirstFailure.PREFIX))
        .map(l -> l.substring(FirstFailure.PREFIX.length()))
        .findFirst()
        .orElse("");
  }

  /** Test classes of the module, those of the package first, without those of mere arithmetic. */
  private List<String> tests(String name) throws IOException {
    Path root = module.resolve("src/test/java");
    return files(root, Integer.MAX_VALUE, "Test.java").stream()
        .map(f -> root.relativize(f).toString().replace(".java", "").replace('/', '.'))
        .filter(t -> distance(t, name) < 2 || ARITHMETIC.stream().noneMatch(t::contains))
        .sorted(Comparator.comparingInt(t -> distance(t, name)))
        .toList();
  }

  /** 0 for a test of the package, 1 for one of its parent or of a package inside. */
  private static int distance(String test, String name) {
    String of = test.substring(0, test.lastIndexOf('.'));
    if (of.equals(name)) {
      return 0;
    }
    return of.startsWith(name) || name.startsWith(of) ? 1 : 2;
  }
}
