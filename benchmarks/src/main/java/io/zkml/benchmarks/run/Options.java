package io.zkml.benchmarks.run;

import io.zkml.benchmarks.model.Ladder;
import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.KernelChoice;
import io.zkml.ml.graph.TensorShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param json file that a line is appended to for every run
 * @param parameters the parameter set
 * @param runs measured proofs
 * @param heap option of java, or null for the model's own
 * @param accuracy samples to compare with floating point, 0 for none
 * @param models models of the ladder
 * @param onnx a model of the caller's
 * @param guests RISC-V programs, in place of models
 */
record Options(
    @Nullable Path json,
    SecurityParameters parameters,
    int runs,
    int threads,
    @Nullable String heap,
    KernelChoice kernels,
    int accuracy,
    List<Ladder> models,
    @Nullable OnnxModel onnx,
    List<GuestRun> guests) {

  private static final int MODEL_RUNS = 10;
  private static final int PROGRAM_RUNS = 3;

  static final String USAGE =
      """
      usage: benchmarks/run [OPTION...] MODEL...
             benchmarks/run [OPTION...] --onnx FILE --shape 1,1,28,28 --calibration FILE --input FILE
             benchmarks/run [OPTION...] PROGRAM...
             benchmarks/run [OPTION...] --elf FILE [--stdin FILE]

      Proves and verifies models, or runs of RISC-V programs, prints a table and, with --json, appends
      a line for each.

      MODEL: fmnist_mlp, fmnist_lenet5, fmnist_mbv2, fmnist_lstm, german_xgb, german_xgb:300 (rows),
             cifar_cnn60k, cnn_264k, dense_4m, or all
      PROGRAM: riscv:fibonacci:N  N additions; about 5 N instructions
               riscv:sha256:N     N bytes to hash; about 83 N instructions
               riscv:sort:N       N words to sort; about 180 N instructions at 1,000, 240 N at 10,000
               guest:loan         a decision on a loan, with a credit model
               guest:classify-many:N  N images, at most 1,000, classified by LeNet-5 in a loop

      --json FILE         append one JSON object per model or program to FILE
      --params NAME       parameter set (default balanced128; for programs fast128)
      --runs N            measured proofs, after a warm-up (default 10; for programs 3)
      --threads N         threads of the prover (default: all cores)
      --heap SIZE         heap of the measured process, as 512m or 2g (default: the model's own)
      --kernels CHOICE    auto, scalar or vector (default auto)
      --accuracy N        compare N samples with floating point, without proofs
      --onnx FILE         a model of yours, with one input and one output
      --shape D,D,...     shape of its input
      --calibration FILE  typical inputs: NumPy array (.npy) or IDX of bytes, which are divided by 255
      --input FILE        inputs to prove, in the same forms
      --elf FILE          a program of yours: a static RV32IM executable
      --stdin FILE        what it reads (default: nothing)
      """;

  /** A model of the caller's. */
  record OnnxModel(Path file, TensorShape shape, Path calibration, Path input) {

    /** The file's name without its ending. */
    String name() {
      return String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", "");
    }
  }

  /** Copies the lists. */
  Options {
    models = List.copyOf(models);
    guests = List.copyOf(guests);
  }

  /**
   * Reads a command line.
   *
   * @throws UsageException if it is not one
   */
  static Options parse(String... args) throws UsageException {
    return new Parser(args).parse();
  }

  /** One pass over the arguments. */
  private static final class Parser {
    private final List<String> rest;
    private @Nullable Path json;
    private @Nullable SecurityParameters parameters;
    private int runs;
    private int threads = Runtime.getRuntime().availableProcessors();
    private @Nullable String heap;
    private KernelChoice kernels = KernelChoice.AUTO;
    private int accuracy;
    private final List<Ladder> models = new ArrayList<>();
    private @Nullable Path onnx;
    private @Nullable TensorShape shape;
    private @Nullable Path calibration;
    private @Nullable Path input;
    private final List<GuestRun> guests = new ArrayList<>();
    private @Nullable Path elf;
    private @Nullable Path stdin;

    Parser(String... args) {
      rest = new ArrayList<>(Arrays.asList(args));
    }

    Options parse() throws UsageException {
      while (!rest.isEmpty()) {
        String word = rest.removeFirst();
        if (word.startsWith("-")) {
          option(word);
        } else {
          model(word);
        }
      }
      OnnxModel own = onnxModel();
      addOwnGuest();
      int kinds = (models.isEmpty() ? 0 : 1) + (own == null ? 0 : 1) + (guests.isEmpty() ? 0 : 1);
      if (kinds != 1) {
        throw new UsageException(
            "name models of the ladder, or one of yours with --onnx, or programs");
      }
      boolean programs = !guests.isEmpty();
      SecurityParameters set = parameters;
      if (set == null) {
        set = programs ? SecurityParameters.FAST_128 : SecurityParameters.BALANCED_128;
      }
      if (runs == 0) {
        runs = programs ? PROGRAM_RUNS : MODEL_RUNS;
      }
      return new Options(json, set, runs, threads, heap, kernels, accuracy, models, own, guests);
    }

    private void addOwnGuest() throws UsageException {
      Path file = elf;
      if (file != null) {
        guests.add(new GuestRun.Own(file, stdin));
      } else if (stdin != null) {
        throw new UsageException("--stdin goes with --elf");
      }
    }

    private void option(String name) throws UsageException {
      switch (name) {
        case "--json" -> json = Path.of(value(name));
        case "--params" -> parameters = parameters(value(name));
        case "--runs" -> runs = number(name, 1, 1000);
        case "--threads" -> threads = number(name, 1, 1024);
        case "--heap" -> heap = heap(value(name));
        case "--kernels" -> kernels = kernels(value(name));
        case "--accuracy" -> accuracy = number(name, 1, 1_000_000);
        case "--onnx" -> onnx = file(name);
        case "--shape" -> shape = shape(value(name));
        case "--calibration" -> calibration = file(name);
        case "--input" -> input = file(name);
        case "--elf" -> elf = file(name);
        case "--stdin" -> stdin = file(name);
        default -> throw new UsageException("no option " + name);
      }
    }

    private void model(String name) throws UsageException {
      if (name.startsWith("riscv:") || name.startsWith("guest:")) {
        guests.add(GuestRun.parse(name));
        return;
      }
      if (name.equals("all")) {
        models.addAll(List.of(Ladder.values()));
        return;
      }
      for (Ladder m : Ladder.values()) {
        if (m.id().equals(name)) {
          models.add(m);
          return;
        }
      }
      throw new UsageException("no model " + name);
    }

    private @Nullable OnnxModel onnxModel() throws UsageException {
      Path file = onnx;
      TensorShape s = shape;
      Path c = calibration;
      Path i = input;
      if (file == null && s == null && c == null && i == null) {
        return null;
      }
      if (file == null || s == null || c == null || i == null) {
        throw new UsageException("--onnx, --shape, --calibration and --input go together");
      }
      return new OnnxModel(file, s, c, i);
    }

    private String value(String option) throws UsageException {
      if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
        throw new UsageException(option + " needs a value");
      }
      return rest.removeFirst();
    }

    private int number(String option, int min, int max) throws UsageException {
      String text = value(option);
      int n = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
      if (n < min || n > max) {
        throw new UsageException(option + " takes a number from " + min + " to " + max);
      }
      return n;
    }

    private Path file(String option) throws UsageException {
      Path file = Path.of(value(option));
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new UsageException(option + ": there is no file " + file);
      }
      return file;
    }
  }

  private static SecurityParameters parameters(String name) throws UsageException {
    try {
      return SecurityParameters.named(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String heap(String text) throws UsageException {
    if (!text.matches("[1-9][0-9]{0,6}[mMgG]")) {
      throw new UsageException("--heap takes a size such as 512m or 2g, not " + text);
    }
    return text;
  }

  private static KernelChoice kernels(String text) throws UsageException {
    for (KernelChoice k : KernelChoice.values()) {
      if (k.name().toLowerCase(Locale.ROOT).equals(text)) {
        return k;
      }
    }
    throw new UsageException("--kernels takes auto, scalar or vector, not " + text);
  }

  private static TensorShape shape(String text) throws UsageException {
    if (!text.matches("[1-9][0-9]{0,6}(,[1-9][0-9]{0,6}){0,7}")) {
      throw new UsageException("--shape takes positive numbers as in 1,1,28,28, not " + text);
    }
    TensorShape shape =
        TensorShape.of(Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray());
    if (shape.elements() > Integer.MAX_VALUE) {
      throw new UsageException("--shape " + text + " has too many elements");
    }
    return shape;
  }
}
