package io.zkml.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What can be told of the machine; Linux tells most. */
final class Machine {

  private static final double KIB_PER_MIB = 1024;

  private Machine() {}

  /** The processor's name and its widest vector instructions. */
  static String cpu() {
    List<String> lines = lines(Path.of("/proc/cpuinfo"));
    Optional<String> name = value(lines, "model name");
    List<String> flags = List.of(value(lines, "flags").orElse("").split(" ", -1));
    String vectors =
        Stream.of("avx512f", "avx2")
            .filter(flags::contains)
            .findFirst()
            .map(f -> ", " + f)
            .orElse("");
    return name.orElse(System.getProperty("os.arch") + ", " + System.getProperty("os.name"))
        + vectors;
  }

  /** Version and vendor of this Java. */
  static String jdk() {
    return Runtime.version() + ", " + System.getProperty("java.vendor");
  }

  /** The largest resident set of this process so far in MiB, where the system tells. */
  static OptionalDouble peakRssMiB() {
    Optional<String> peak = value(lines(Path.of("/proc/self/status")), "VmHWM");
    return peak.isPresent()
        ? OptionalDouble.of(Long.parseLong(peak.get().replace(" kB", "")) / KIB_PER_MIB)
        : OptionalDouble.empty();
  }

  private static Optional<String> value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
