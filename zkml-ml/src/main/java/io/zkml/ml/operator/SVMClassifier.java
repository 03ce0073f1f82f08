package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * {@code SVMClassifier} with support vectors: every pair of classes votes by a weighted sum of
 * similarities. Outputs are the label of most votes, or of the highest probability, and
 * probabilities {@code [rows, classes]} where the model has what they need, otherwise the scores of
 * the pairs.
 */
public final class SVMClassifier implements Operator {
  SVMClassifier() {}

  @Override
  public String name() {
    return "SVMClassifier";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return SvmKernel.attributes(Signature.of(1, 1).outputs(2))
        .with("classlabels_ints", AttributeKind.INTS)
        .with("classlabels_strings", AttributeKind.STRINGS)
        .with("prob_a", AttributeKind.FLOATS)
        .with("prob_b", AttributeKind.FLOATS)
        .with("vectors_per_class", AttributeKind.INTS);
  }

  /**
   * The model of a node.
   *
   * @param begins where the vectors of every class begin; their number last
   * @param coefficients rows of one number for each vector, one row fewer than classes
   */
  private record Model(
      SvmKernel kernel,
      ClassLabels labels,
      int[] begins,
      double[] vectors,
      double[] coefficients,
      double[] rho,
      double[] probA,
      double[] probB) {
    static Model of(NodeContext context) throws OperatorException {
      ClassLabels labels = ClassLabels.of(context, "classlabels_ints");
      List<Long> given = context.attributes().ints("vectors_per_class").orElse(List.of());
      Args.require(
          given.size() == labels.count() && given.size() > 1,
          "vectors_per_class " + given + " for " + labels.count() + " classes");
      int[] begins = new int[given.size() + 1];
      for (int i = 0; i < given.size(); i++) {
        begins[i + 1] =
            Args.toIntIn(begins[i] + given.get(i), begins[i], 1 << 24, "vectors_per_class");
      }
      Model model =
          new Model(
              SvmKernel.of(context),
              labels,
              begins,
              LinearModel.numbers(context, "support_vectors"),
              LinearModel.numbers(context, "coefficients"),
              LinearModel.numbers(context, "rho"),
              LinearModel.numbers(context, "prob_a"),
              LinearModel.numbers(context, "prob_b"));
      model.check(Table.features(context));
      return model;
    }

    private void check(int features) throws OperatorException {
      long count = begins[begins.length - 1];
      int pairs = pairs();
      boolean probabilities =
          probA.length == probB.length && (probA.length == 0 || probA.length == pairs);
      Args.require(
          vectors.length == count * features
              && coefficients.length == count * (labels.count() - 1)
              && rho.length == pairs
              && probabilities,
          "support_vectors, coefficients, rho and prob_a don't fit each other");
    }

    int pairs() {
      return labels.count() * (labels.count() - 1) / 2;
    }

    int outputs() {
      return probA.length > 0 || pairs() == 1 ? labels.count() : pairs();
    }

    /** The scores of all pairs for a row. */
    double[] scores(FloatTensor data, int row) {
      int count = begins[begins.length - 1];
      int features = count == 0 ? 0 : vectors.length / count;
      double[] similar = new double[count];
      Arrays.setAll(similar, i -> kernel.of(data, row, vectors, i * features));
      double[] scores = rho.clone();
      int pair = 0;
      for (int i = 0; i < labels.count(); i++) {
        for (int j = i + 1; j < labels.count(); j++) {
          scores[pair++] += sum(similar, j - 1, i) + sum(similar, i, j);
        }
      }
      return scores;
    }

    private double sum(double[] similar, int coefficientRow, int vectorClass) {
      double sum = 0;
      for (int v = begins[vectorClass]; v < begins[vectorClass + 1]; v++) {
        sum += coefficients[coefficientRow * similar.length + v] * similar[v];
      }
      return sum;
    }

    /** The weights of similarities in the scores of pairs: {@code [pairs, vectors]}. */
    double[] pairWeights() {
      int count = begins[begins.length - 1];
      double[] weights = new double[pairs() * count];
      int pair = 0;
      for (int i = 0; i < labels.count(); i++) {
        for (int j = i + 1; j < labels.count(); j++) {
          int row = pair++ * count;
          for (int v = begins[i]; v < begins[i + 1]; v++) {
            weights[row + v] = coefficients[(j - 1) * count + v];
          }
          for (int v = begins[j]; v < begins[j + 1]; v++) {
            weights[row + v] = coefficients[i * count + v];
          }
        }
      }
      return weights;
    }

    /** How the bits of pairs count for classes: {@code [classes, pairs]}. */
    double[] voteWeights() {
      double[] weights = new double[labels.count() * pairs()];
      int pair = 0;
      for (int i = 0; i < labels.count(); i++) {
        for (int j = i + 1; j < labels.count(); j++) {
          weights[i * pairs() + pair] = 1;
          weights[j * pairs() + pair++] = -1;
        }
      }
      return weights;
    }

    /** The votes of classes if all pairs vote for their second one. */
    double[] voteOffsets() {
      double[] offsets = new double[labels.count()];
      Arrays.setAll(offsets, i -> i);
      return offsets;
    }

    double[] votes(double[] scores) {
      double[] votes = new double[labels.count()];
      int pair = 0;
      for (int i = 0; i < votes.length; i++) {
        for (int j = i + 1; j < votes.length; j++) {
          votes[scores[pair++] > 0 ? i : j]++;
        }
      }
      return votes;
    }

    double[] probabilities(double[] scores) {
      double[][] pairs = new double[labels.count()][labels.count()];
      int pair = 0;
      for (int i = 0; i < pairs.length; i++) {
        for (int j = i + 1; j < pairs.length; j++) {
          pairs[i][j] = PairwiseProbability.ofPair(scores[pair], probA[pair], probB[pair]);
          pairs[j][i] = 1 - pairs[i][j];
          pair++;
        }
      }
      return PairwiseProbability.join(pairs);
    }
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    PostTransform.of(context);
    return List.of(TensorShape.of(rows), TensorShape.of(rows, Model.of(context).outputs()));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64, DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Model model = Model.of(context);
    double[] labels = new double[context.outputShape(0).dim(0)];
    double[] out = new double[Math.toIntExact(context.outputShape(1).elements())];
    for (int row = 0; row < labels.length; row++) {
      double[] scores = model.scores(inputs.get(0), row);
      double[] votes = model.votes(scores);
      if (model.probA().length > 0) {
        scores = model.probabilities(scores);
        votes = scores;
      } else if (scores.length == 1) {
        scores = new double[] {-scores[0], scores[0]};
      }
      labels[row] = model.labels().best(votes);
      PostTransform.of(context).apply(scores);
      System.arraycopy(scores, 0, out, row * scores.length, scores.length);
    }
    return List.of(FloatTensor.vector(labels), FloatTensor.of(context.outputShape(1), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    Model model = Model.of(context);
    Args.require(
        model.probA().length <= 1,
        "probabilities of more than two classes cannot be proven: export the model without them");
    String rows = ScoreNodes.rows(context, graph);
    String similar = model.kernel().expand(graph, rows, model.vectors(), Table.features(context));
    String pairs = ScoreNodes.linear(graph, similar, 1, model.pairWeights(), model.rho());
    if (model.probA().length == 1) {
      double a = model.probA()[0];
      double b = model.probB()[0];
      double[] both = {-a, a};
      String odds = ScoreNodes.linear(graph, pairs, 1, both, new double[] {-b, b});
      String probabilities = graph.add("Sigmoid", odds);
      ScoreNodes.classifier(context, graph, model.labels(), probabilities, odds);
      return true;
    }
    String bits =
        ScoreNodes.cast(graph, graph.add("Greater", pairs, graph.constant(0)), DataType.FLOAT);
    String votes = ScoreNodes.linear(graph, bits, 1, model.voteWeights(), model.voteOffsets());
    String scores = model.pairs() == 1 ? ScoreNodes.pair(graph, pairs) : pairs;
    ScoreNodes.classifier(context, graph, model.labels(), scores, votes);
    return true;
  }
}
