package io.zkml.benchmarks.run;

import io.zkml.ml.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The runner: {@code Run DATA_FOLDER WORK_FOLDER OPTION... MODEL...}. For each model one process
 * compiles, one is measured warm, and some more are measured from their start. A RISC-V program has
 * one process.
 */
public final class Run {

  private static final int COLD_PROOFS = 3;
  private static final int COLD_VERIFICATIONS = 7;
  private static final String DEFAULT_HEAP = "1g";
  private static final String COMPILER_HEAP = "2g";
  private static final String GUEST_HEAP = "4g";

  private final Path data;
  private final Path work;
  private final String[] args;
  private final Options options;

  private Run(Path data, Path work, String[] args, Options options) {
    this.data = data;
    this.work = work;
    this.args = args;
    this.options = options;
  }

  /** Exit status 0 if all models were measured, 1 if one cannot be proven, 2 on wrong usage. */
  public static void main(String[] args) throws Exception {
    String[] own = Arrays.copyOfRange(args, 2, args.length);
    if (own.length == 0 || List.of(own).contains("--help")) {
      System.out.print(Options.USAGE);
      System.exit(own.length == 0 ? Failure.USAGE : 0);
    }
    int[] status = new int[1];
    int failure =
        Failure.status(() -> {
          Options options = Options.parse(own);
          status[0] = new Run(Path.of(args[0]), Path.of(args[1]), own, options).all();
        });
    System.exit(failure == 0 ? status[0] : failure);
  }

  private int all() throws IOException, InterruptedException {
    Options.OnnxModel onnx = options.onnx();
    if (onnx != null) {
      return one(0, onnx.name(), DEFAULT_HEAP);
    }
    int status = 0;
    for (int i = 0; i < options.guests().size(); i++) {
      status = Math.max(status, guest(i, options.guests().get(i).name()));
    }
    for (int i = 0; i < options.models().size(); i++) {
      var model = options.models().get(i);
      status = Math.max(status, one(i, model.id(), model.heap()));
    }
    return status;
  }

  private int one(int number, String name, String modelHeap)
      throws IOException, InterruptedException {
    RunFolder folder = new RunFolder(Files.createDirectories(work.resolve(name)));
    Files.deleteIfExists(folder.path().resolve("facts.properties"));
    tell(name + ": compiling" + (options.accuracy() > 0 ? ", comparing with floating point" : ""));
    int status =
        new Jvm(List.of("-Xmx" + COMPILER_HEAP)).run(Prepare.class, prepareArgs(number, folder));
    if (status != 0) {
      return status;
    }
    addOptions(folder);
    String heap = Optional.ofNullable(options.heap()).orElse(modelHeap);
    Jvm proving = Jvm.proving(heap, options.kernels() != KernelChoice.SCALAR);
    List<String> folderArg = List.of(folder.path().toString());
    tell(name + ": proving, warm");
    status = proving.run(Measure.class, folderArg);
    if (status != 0) {
      return status;
    }
    tell(name + ": cold starts");
    Facts facts = Facts.load(folder.path());
    addCold(facts, proving, folderArg);
    Report report = new Report(name, options, heap, facts);
    System.out.println(report.table());
    append(FlatJson.write(report.fields()));
    return 0;
  }

  private int guest(int number, String name) throws IOException, InterruptedException {
    RunFolder folder = new RunFolder(Files.createDirectories(work.resolve(name.replace(':', '-'))));
    Files.deleteIfExists(folder.path().resolve("facts.properties"));
    String heap = Optional.ofNullable(options.heap()).orElse(GUEST_HEAP);
    tell(name + ": proving");
    int status =
        Jvm.proving(heap, options.kernels() != KernelChoice.SCALAR)
            .run(MeasureGuest.class, prepareArgs(number, folder));
    if (status == 0) {
      GuestReport report = new GuestReport(name, options, heap, Facts.load(folder.path()));
      System.out.println(report.table());
      append(FlatJson.write(report.fields()));
    }
    return status;
  }

  private List<String> prepareArgs(int number, RunFolder folder) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(data.toString(), folder.path().toString(), Integer.toString(number)));
    all.addAll(List.of(args));
    return all;
  }

  private void addOptions(RunFolder folder) throws IOException {
    Facts facts = Facts.load(folder.path());
    facts.put("threads", options.threads()).put("runs", options.runs());
    facts.put("kernels", options.kernels()).save(folder.path());
  }

  private static void addCold(Facts facts, Jvm proving, List<String> folder)
      throws IOException, InterruptedException {
    List<Double> prove = new ArrayList<>();
    for (int i = 0; i < COLD_PROOFS; i++) {
      prove.add(proving.secondsUntil(ColdProve.DONE, ColdProve.class, folder));
    }
    facts.put("proveColdSeconds", Median.of(prove));
    List<Double> verify = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    Jvm verifying = Jvm.verifying();
    for (int i = 0; i < COLD_VERIFICATIONS; i++) {
      verify.add(verifying.secondsUntil(ColdVerify.DONE, ColdVerify.class, folder));
      empty.add(verifying.secondsUntil(EmptyJvm.DONE, EmptyJvm.class, List.of()));
    }
    facts.put("verifyColdMillis", (Median.of(verify) - Median.of(empty)) * 1e3);
  }

  private void append(String line) throws IOException {
    Path json = options.json();
    if (json != null) {
      Files.writeString(json, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static void tell(String message) {
    System.err.println(message);
  }
}
