package io.zkml.benchmarks.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.zkml.ml.CompiledModel;
import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.model.ModelObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
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

  /**
   * All of its input.
   *
   * @param data the project's data folder
   */
  byte[] input(Path data) throws IOException;

  /**
   * Files of the compiled models that it calls, by number.
   *
   * @param data the project's data folder
   */
  default List<Path> models(Path data) {
    return List.of();
  }

  /**
   * The program with its models.
   *
   * @param data the project's data folder
   */
  default io.zkml.vm.riscv.model.Guest load(Path data) throws IOException, ElfFormatException {
    List<ModelObject> objects = new ArrayList<>();
    for (Path model : models(data)) {
      objects.add(CompiledModel.load(model).guestModel());
    }
    Program program = ElfReader.read(Files.readAllBytes(elf(data)));
    return new io.zkml.vm.riscv.model.Guest(program, objects);
  }

  /** A file in {@code examples/guests}. */
  private static Path guestFile(Path data, String name) {
    return data.resolveSibling("examples").resolve("guests").resolve(name);
  }

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
      return guestFile(data, guest.id() + ".elf");
    }

    @Override
    public byte[] input(Path data) {
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

  /** A decision on a loan: ordinary code and one call of a small model. */
  record Loan() implements GuestRun {

    private static final String APPLICANT = "24 3345 4 2 39 1 1 0 1 0 2 2 0 3 2 0 1 2 0 3\n";

    @Override
    public String name() {
      return "guest:loan";
    }

    @Override
    public Path elf(Path data) {
      return guestFile(data, "loan.elf");
    }

    @Override
    public List<Path> models(Path data) {
      return List.of(guestFile(data, "credit.model"));
    }

    @Override
    public byte[] input(Path data) {
      return APPLICANT.getBytes(US_ASCII);
    }
  }

  /**
   * Images of Fashion-MNIST, classified by LeNet-5 in a loop.
   *
   * @param images how many, positive
   */
  record ClassifyMany(int images) implements GuestRun {

    private static final int HEADER = 16;
    private static final int PIXELS = 28 * 28;

    @Override
    public String name() {
      return "guest:classify-many:" + images;
    }

    @Override
    public Path elf(Path data) {
      return guestFile(data, "classify-many.elf");
    }

    @Override
    public List<Path> models(Path data) {
      return List.of(guestFile(data, "lenet.model"));
    }

    /** The number of images, little-endian, and the first images of the test set. */
    @Override
    public byte[] input(Path data) throws IOException {
      Path file = data.resolve("fashion-mnist").resolve("test-images-idx3-ubyte.gz");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        out.write(images >> shift);
      }
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        in.skipNBytes(HEADER);
        out.writeBytes(in.readNBytes(images * PIXELS));
      }
      return out.toByteArray();
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
    public byte[] input(Path data) throws IOException {
      Path file = stdin;
      return file == null ? new byte[0] : Files.readAllBytes(file);
    }
  }

  /** Most images of a run. */
  int MAX_IMAGES = 1000;

  /**
   * Reads {@code riscv:GUEST:SIZE}, {@code guest:loan} or {@code guest:classify-many:IMAGES}.
   *
   * @throws UsageException if it is not that
   */
  static GuestRun parse(String word) throws UsageException {
    String[] parts = word.split(":", -1);
    if (word.equals("guest:loan")) {
      return new Loan();
    }
    if (word.matches("guest:classify-many:[1-9][0-9]{0,3}")
        && Integer.parseInt(parts[2]) <= MAX_IMAGES) {
      return new ClassifyMany(Integer.parseInt(parts[2]));
    }
    if (parts.length == 3 && parts[0].equals("riscv") && parts[2].matches("[1-9][0-9]{0,8}")) {
      for (Guest guest : Guest.values()) {
        if (guest.id().equals(parts[1])) {
          return new Sized(guest, Integer.parseInt(parts[2]));
        }
      }
    }
    throw new UsageException(
        "programs are named riscv:fibonacci:N, riscv:sha256:N, riscv:sort:N, guest:loan or"
            + " guest:classify-many:N, not "
            + word);
  }
}
