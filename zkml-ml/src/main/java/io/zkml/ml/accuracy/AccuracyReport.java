package io.zkml.ml.accuracy;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.report.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How far a compiled model's answers are from the float model's on a named set: as text, as JSON
 * and as one HTML page.
 *
 * <pre>{@code
 * TestSet set = TestSet.of("1,000 test images", model, images, labels);
 * AccuracyReport report = AccuracyReport.of("LeNet-5", model, compiler.floatModel(), set);
 * System.out.print(report);
 * Files.writeString(Path.of("accuracy.html"), report.toHtml());
 * }</pre>
 *
 * @param model what people call the model
 * @param digest of the compiled model
 * @param policy how finely it is quantised
 * @param set name of the set
 * @param samples its size
 * @param lowestCosine least cosine between the outputs of both models, over samples that are not
 *     refused
 * @param meanCosine mean cosine
 * @param largestError largest absolute difference of an output entry
 * @param errors absolute differences of all output entries
 * @param changed samples whose prediction is another one, refused ones included
 * @param floatTaskAccuracy share of samples with the right label, float model; empty without labels
 * @param taskAccuracy the same for the compiled model
 * @param saturations samples that are refused
 * @param layers the values inside, over the first {@code layerSamples} samples that are not refused
 * @param layerSamples how many they are
 */
public record AccuracyReport(
    String model,
    String digest,
    NumericPolicy policy,
    String set,
    int samples,
    double lowestCosine,
    double meanCosine,
    double largestError,
    ErrorHistogram errors,
    List<ChangedPrediction> changed,
    OptionalDouble floatTaskAccuracy,
    OptionalDouble taskAccuracy,
    List<Saturation> saturations,
    List<LayerAccuracy> layers,
    int layerSamples) {

  /** Samples of one piece of work: sums do not depend on the number of threads. */
  private static final int PIECE = 32;

  private static final int LAYER_SAMPLES = 256;

  /** Copies the lists. */
  public AccuracyReport {
    changed = List.copyOf(changed);
    saturations = List.copyOf(saturations);
    layers = List.copyOf(layers);
  }

  /**
   * Compares the models, on all cores.
   *
   * @param name what people call the model
   * @throws IllegalArgumentException if a sample does not fit the model
   */
  public static AccuracyReport of(
      String name, CompiledModel model, ShapedGraph floatModel, TestSet set) {
    FloatInterpreter floating = FloatInterpreter.of(floatModel);
    List<Piece> pieces =
        IntStream.range(0, Math.ceilDiv(set.size(), PIECE))
            .parallel()
            .mapToObj(i -> new Piece(i, model, floatModel, floating, set))
            .toList();
    Piece all = pieces.getFirst();
    pieces.stream().skip(1).forEach(all::add);
    AccuracyTally t = all.outputs;
    return new AccuracyReport(
        name,
        model.digest(),
        model.policy(),
        set.name(),
        set.size(),
        t.lowestCosine,
        t.cosines / Math.max(1, t.compared),
        t.largestError,
        t.errors.histogram(),
        t.changed,
        set.share(t.floatRight),
        set.share(t.right),
        t.saturations,
        all.layers.layers(),
        all.looked);
  }

  /** The tallies of some samples. */
  private static final class Piece {
    private final AccuracyTally outputs;
    private final LayerTally layers;
    private int looked;

    Piece(
        int number,
        CompiledModel model,
        ShapedGraph floatModel,
        FloatInterpreter floating,
        TestSet set) {
      this.outputs = new AccuracyTally(model, floating);
      this.layers = new LayerTally(model, floatModel, floating);
      for (int i = number * PIECE; i < Math.min(set.size(), (number + 1) * PIECE); i++) {
        String label = set.isLabelled() ? String.valueOf(set.labels().get(i)) : "";
        boolean provable = outputs.add(i, set.samples().get(i), label);
        if (provable && i < LAYER_SAMPLES) {
          layers.add(set.samples().get(i));
          looked++;
        }
      }
    }

    void add(Piece other) {
      outputs.add(other.outputs);
      layers.add(other.layers);
      looked += other.looked;
    }
  }

  /** The value whose error is the largest share of its range; empty if none was looked at. */
  public Optional<LayerAccuracy> worstLayer() {
    return layers.stream().max(Comparator.comparingDouble(LayerAccuracy::relativeError));
  }

  /**
   * Where the largest error of a value comes from: of {@link #worstLayer} and those before it the
   * one that adds the largest share of its own range.
   */
  public Optional<LayerAccuracy> source() {
    return worstLayer()
        .flatMap(worst ->
            layers.subList(0, layers.indexOf(worst) + 1).stream()
                .max(Comparator.comparingDouble(LayerAccuracy::relativeOwnError)));
  }

  /** One JSON object on one line. */
  public String toJson() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", model);
    facts.put("digest", digest);
    facts.put("windowBits", policy.windowBits());
    facts.put("activationBits", policy.activationBits());
    facts.put("set", set);
    facts.put("samples", samples);
    facts.put("lowestCosine", lowestCosine);
    facts.put("meanCosine", meanCosine);
    facts.put("largestError", largestError);
    facts.put("changedPredictions", changed.size());
    floatTaskAccuracy.ifPresent(a -> facts.put("floatTaskAccuracy", a));
    taskAccuracy.ifPresent(a -> facts.put("taskAccuracy", a));
    facts.put("saturations", saturations.size());
    putDetails(facts);
    return Json.of(facts);
  }

  private void putDetails(Map<String, Object> facts) {
    facts.put(
        "errors",
        errors.used().stream()
            .map(
                bin -> Map.of("from", ErrorHistogram.lower(bin), "count", errors.counts().get(bin)))
            .toList());
    worstLayer().ifPresent(l -> facts.put("worstLayer", l.name()));
    source().ifPresent(l -> facts.put("source", l.name()));
    facts.put("layerSamples", layerSamples);
    facts.put("layers", layers.stream().map(LayerAccuracy::facts).toList());
    facts.put("changed", changed.stream().map(ChangedPrediction::facts).toList());
    facts.put("saturated", saturations.stream().map(Saturation::facts).toList());
  }

  /** One page that needs nothing else. */
  public String toHtml() {
    return AccuracyPage.of(this);
  }

  /** The same for a terminal. */
  @Override
  public String toString() {
    return AccuracyText.of(this);
  }
}
