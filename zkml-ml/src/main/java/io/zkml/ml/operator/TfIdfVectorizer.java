package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code TfIdfVectorizer}: counts the n-grams of a pool in each row of integers, neighbours in an
 * n-gram being up to {@code max_skip_count} elements apart. Pools of strings are not supported.
 */
public final class TfIdfVectorizer implements Operator {
  private static final int MAX_OUTPUT = 1 << 24;

  TfIdfVectorizer() {}

  @Override
  public String name() {
    return "TfIdfVectorizer";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("max_gram_length", AttributeKind.INT)
        .with("max_skip_count", AttributeKind.INT)
        .with("min_gram_length", AttributeKind.INT)
        .with("mode", AttributeKind.STRING)
        .with("ngram_counts", AttributeKind.INTS)
        .with("ngram_indexes", AttributeKind.INTS)
        .with("pool_int64s", AttributeKind.INTS)
        .with("weights", AttributeKind.FLOATS);
  }

  /**
   * What the attributes say.
   *
   * @param grams the number of an n-gram of the pool, in its order
   * @param indexes the output column of each n-gram
   * @param weights the weight of each n-gram
   */
  private record Pool(Map<List<Long>, Integer> grams, int[] indexes, List<Double> weights) {
    int width() {
      int width = 0;
      for (int index : indexes) {
        width = Math.max(width, index + 1);
      }
      return width;
    }
  }

  private static List<Long> required(NodeContext context, String name) throws OperatorException {
    return context
        .attributes()
        .ints(name)
        .orElseThrow(() -> new OperatorException("attribute '" + name + "' is missing"));
  }

  /** The first n-grams of the pool are of one element, from {@code ngram_counts} on of two, ... */
  private static Pool pool(NodeContext context) throws OperatorException {
    List<Long> starts = required(context, "ngram_counts");
    List<Long> pool = required(context, "pool_int64s");
    int[] indexes = Args.toInts(required(context, "ngram_indexes"), "ngram_indexes");
    Map<List<Long>, Integer> grams = new HashMap<>();
    for (int n = 1; n <= starts.size(); n++) {
      int start = Args.toIntIn(starts.get(n - 1), 0, pool.size(), "ngram_counts");
      long last = n < starts.size() ? starts.get(n) : pool.size();
      int end = Args.toIntIn(last, start, pool.size(), "ngram_counts");
      Args.require((end - start) % n == 0, "ngram_counts cut an n-gram");
      for (int i = start; i < end; i += n) {
        grams.put(List.copyOf(pool.subList(i, i + n)), grams.size());
      }
    }
    List<Double> weights = context.attributes().floats("weights").orElse(List.of());
    Args.require(
        indexes.length == grams.size() && (weights.isEmpty() || weights.size() == grams.size()),
        grams.size() + " n-grams, " + indexes.length + " indexes, " + weights.size() + " weights");
    for (int index : indexes) {
      Args.toIntIn(index, 0, MAX_OUTPUT, "ngram_indexes");
    }
    return new Pool(grams, indexes, weights);
  }

  private static int count(NodeContext context, String name, int min) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue(name, -1), min, 1 << 16, name);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() == 1 || shape.rank() == 2, "the input has shape " + shape);
    String mode = context.attributes().stringValue("mode", "");
    Args.require(List.of("TF", "IDF", "TFIDF").contains(mode), "mode is '" + mode + "'");
    count(context, "max_gram_length", count(context, "min_gram_length", 1));
    count(context, "max_skip_count", 0);
    int width = pool(context).width();
    return List.of(shape.withDim(shape.rank() - 1, width));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape shape = context.outputShape(0);
    Pool pool = pool(context);
    int width = pool.width();
    int length = context.inputShape(0).dim(shape.rank() - 1);
    double[] out = new double[Math.toIntExact(shape.elements())];
    int rows = width == 0 ? 0 : out.length / width;
    for (int row = 0; row < rows; row++) {
      long[] tokens = new long[length];
      for (int i = 0; i < length; i++) {
        tokens[i] = (long) inputs.get(0).get(row * length + i);
      }
      int[] counts = counts(context, tokens, pool);
      for (int gram = 0; gram < counts.length; gram++) {
        out[row * width + pool.indexes()[gram]] += value(context, pool, gram, counts[gram]);
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  private static double value(NodeContext context, Pool pool, int gram, int count) {
    double weight = pool.weights().isEmpty() ? 1 : pool.weights().get(gram);
    return switch (context.attributes().stringValue("mode", "")) {
      case "TF" -> count;
      case "IDF" -> count > 0 ? weight : 0;
      default -> count * weight;
    };
  }

  /** How often each n-gram of the pool occurs. */
  private static int[] counts(NodeContext context, long[] tokens, Pool pool)
      throws OperatorException {
    int[] counts = new int[pool.grams().size()];
    int min = count(context, "min_gram_length", 1);
    int max = count(context, "max_gram_length", 1);
    int skips = count(context, "max_skip_count", 0);
    for (int n = min; n <= max; n++) {
      for (int step = 1; step <= (n == 1 ? 1 : skips + 1); step++) {
        for (int start = 0; start + (n - 1L) * step < tokens.length; start++) {
          List<Long> gram = new ArrayList<>(n);
          for (int i = 0; i < n; i++) {
            gram.add(tokens[start + i * step]);
          }
          Integer known = pool.grams().get(gram);
          if (known != null) {
            counts[known]++;
          }
        }
      }
    }
    return counts;
  }
}
