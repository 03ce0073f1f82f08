package io.zkml.benchmarks.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A RISC-V program and what it reads. */
sealed interface GuestRun {

  /** What reports call it. */
  String name();

  /**
   * The executable.
   *
   * @param data the project's data folder
   */
  Path elf(Path data);

  /** All of its input. */
  byte[] input() throws IOException;

  /** The guests in {@code examples/guests}. */
  enum Guest {
    /** Additions; about 5 instructions each. */
    FIBONACCI,
    /** Bytes to hash; about 83 instructions each. */
    SHA256,
    /** Words to sort; about 180 instructions each at a thousand, 240 at ten thousand. */
    SORT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A guest of a size.
   *
   * @param size positive; what it counts depends on the guest
   */
  record Sized(Guest guest, int size) implements GuestRun {

    @Override
    public String name() {
      return "riscv:" + guest.id() + ":" + size;
    }

    @Override
    public Path elf(Path data) {
      return data.resolveSibling("examples").resolve("guests").resolve(guest.id() + ".elf");
    }

    @Override
    public byte[] input() {
      return switch (guest) {
        case FIBONACCI -> (size + "\n").getBytes(US_ASCII);
        case SORT -> (size + " 7\n").getBytes(US_ASCII);
        case SHA256 -> {
          byte[] text = new byte[size];
          Arrays.fill(text, (byte) 'a');
          yield text;
        }
      };
    }
  }

  /**
   * A program of the caller's.
   *
   * @param stdin file of its input, null for none
   */
  record Own(Path elf, @Nullable Path stdin) implements GuestRun {

    @Override
    public String name() {
      return String.valueOf(elf.getFileName()).replaceFirst("\\.elf$", "");
    }

    @Override
    public Path elf(Path data) {
      return elf;
    }

    @Override
    public byte[] input() throws IOException {
      Path file = stdin;
      return file == null ? new byte[0] : Files.readAllBytes(file);
    }
  }

  /**
   * Reads {@code riscv:GUEST:SIZE}.
   *
   * @throws UsageException if it is not that
   */
  static GuestRun parse(String word) throws UsageException {
    String[] parts = word.split(":", -1);
    if (parts.length == 3 && parts[2].matches("[1-9][0-9]{0,8}")) {
      for (Guest guest : Guest.values()) {
        if (guest.id().equals(parts[1])) {
          return new Sized(guest, Integer.parseInt(parts[2]));
        }
      }
    }
    throw new UsageException(
        "programs are named riscv:fibonacci:N, riscv:sha256:N or riscv:sort:N, not " + word);
  }
}
