package io.zkml.examples;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProof;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.operator.ShapedGraph;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Proves LeNet-5 on test images of Fashion-MNIST, one after another, writes every proof to a file,
 * and has another process verify them: {@code LeNet DATA_FOLDER OUTPUT_FOLDER}.
 */
public final class LeNet {

  private static final int IMAGES = 10;
  private static final int CALIBRATION = 500;

  private final FashionMnist data;
  private final ShapedGraph floatModel;
  private final CompiledModel model;
  private final PrintStream out;

  LeNet(Path data, SecurityParameters parameters, PrintStream out) throws Exception {
    this.data = FashionMnist.load(data);
    this.out = out;
    ModelCompiler compiler =
        ModelCompiler.of(data.resolve("models/fmnist_lenet5.onnx"))
            .calibration(this.data.calibrationImages(CALIBRATION))
            .parameters(parameters);
    this.floatModel = compiler.floatModel();
    this.model = compiler.compile();
  }

  /** Runs everything; exit status 0 exactly if all went as it should. */
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: LeNet DATA_FOLDER OUTPUT_FOLDER");
      System.exit(2);
    }
    System.out.println("compiling fmnist_lenet5.onnx");
    long start = System.nanoTime();
    LeNet lenet = new LeNet(Path.of(args[0]), SecurityParameters.BALANCED_128, System.out);
    lenet.describe(start);
    boolean good = lenet.run(Path.of(args[1]));
    System.exit(good ? 0 : 1);
  }

  CompiledModel model() {
    return model;
  }

  private void describe(long start) {
    out.printf(
        Locale.ROOT,
        "LeNet-5, %,d parameters, compiled in %.1f s to an integer program:%n"
            + "%,d committed cells, %,d lookups; parameter set %s, %.1f provable bits%n%n",
        model.graph().parameters(),
        secondsSince(start),
        model.committedCells(),
        model.lookups(),
        model.parameters().name(),
        Math.floor(model.securityReport().sumBits() * 10) / 10);
  }

  private boolean run(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path keyFile = folder.resolve("lenet.key");
    List<ProvenImage> images;
    ProgressLine progress = new ProgressLine(out);
    progress.begin("committing to the weights");
    long start = System.nanoTime();
    try (InferenceProver prover = InferenceProver.builder(model).listener(progress).build()) {
      progress.end();
      prover.key().save(keyFile);
      out.printf(
          Locale.ROOT, "weights committed in %.1f s; key: %s%n%n", secondsSince(start), keyFile);
      images = prove(prover, progress, IMAGES, folder);
    }
    return verifyAll(keyFile, images) && rejectsFlippedByte(keyFile, images.getFirst());
  }

  /** Proves the first images of the test set. */
  List<ProvenImage> prove(InferenceProver prover, ProgressLine progress, int count, Path folder)
      throws IOException {
    FloatInterpreter floating = FloatInterpreter.of(floatModel);
    List<ProvenImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FloatTensor image = data.image(i);
      Path file = folder.resolve(String.format(Locale.ROOT, "image-%02d.proof", i));
      progress.begin("image " + (i + 1) + " of " + count);
      long start = System.nanoTime();
      InferenceProof proof = prover.prove(image);
      double seconds = secondsSince(start);
      progress.end();
      Files.write(file, proof.bytes());
      out.printf(
          Locale.ROOT, "image %2d of %d proven in %.2f s: %s%n", i + 1, count, seconds, file);
      images.add(
          new ProvenImage(
              data.label(i),
              floating.run(image).argMax(),
              model.quantize(image),
              seconds,
              proof.bytes().length,
              file));
    }
    return images;
  }

  private boolean verifyAll(Path key, List<ProvenImage> images)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of(key.toString()));
    images.forEach(image -> args.add(image.proof().toString()));
    FreshJvm.Result result = FreshJvm.run(Verify.class, args);
    out.printf(
        Locale.ROOT,
        "%nverified by another process in %.0f ms, its start included%n%n",
        result.millis());
    out.printf(
        "%5s  %-14s %-14s %-14s %8s %10s %9s%n",
        "image", "label", "proven class", "float class", "prove", "verify", "bytes");
    List<Verdict> verdicts =
        result.lines().stream().flatMap(line -> Verdict.parse(line).stream()).toList();
    boolean good = result.status() == 0 && verdicts.size() == images.size();
    for (int i = 0; i < verdicts.size(); i++) {
      good &= row(i + 1, images.get(i), verdicts.get(i));
    }
    out.println(good ? "\nall accepted, each for its image" : "\nNOT all accepted");
    return good;
  }

  private boolean row(int number, ProvenImage image, Verdict verdict) {
    boolean good = verdict.isAbout(image.input());
    out.printf(
        Locale.ROOT,
        "%5d  %-14s %-14s %-14s %6.2f s %7.1f ms %,9d%s%n",
        number,
        FashionMnist.className(image.label()),
        verdict.accepted() ? FashionMnist.className(verdict.provenClass()) : "REJECTED",
        FashionMnist.className(image.floatClass()),
        image.proveSeconds(),
        verdict.millis(),
        image.bytes(),
        good ? "" : "  " + verdict.text());
    return good;
  }

  private boolean rejectsFlippedByte(Path key, ProvenImage image)
      throws IOException, InterruptedException {
    byte[] proof = Files.readAllBytes(image.proof());
    int at = proof.length / 2;
    proof[at] ^= 1;
    Path file = image.proof().resolveSibling("flipped.proof");
    Files.write(file, proof);
    FreshJvm.Result result = FreshJvm.run(Verify.class, List.of(key.toString(), file.toString()));
    out.printf("%none bit of byte %,d flipped: %s%n", at, result.lines().getLast());
    return result.status() == 1;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
