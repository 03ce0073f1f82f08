package io.zkml.ml.interpret;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.ProgressListener;
import io.zkml.core.progress.Stage;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.ValueRange;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.proof.TensorMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes a graph and its input all the way: quantised with that input as calibration data, compared
 * with the float interpreter, proven and verified.
 */
public final class NodeTestProver implements AutoCloseable {

  /** Largest error of a float output, in units of its largest magnitude. */
  static final double TOLERANCE = 0x1p-9;

  /** Proofs of more cells are left out. */
  private static final long MAX_CELLS = 1 << 19;

  /** What a model's accuracy is measured with. */
  private static final NumericPolicy POLICY = NumericPolicy.balanced();

  /** What is proven where it is fine enough: its tables are small. */
  private static final NumericPolicy SMALL = new NumericPolicy(10, 8);

  private final Workers workers = Workers.of(1);

  /** A prover on one thread. */
  public NodeTestProver() {}

  /** Why a graph is not proven; the message says it in a line. */
  public static final class NotProvenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotProvenException(String reason) {
      super(reason);
    }
  }

  /** Returns normally if the run is proven and near the float model's. */
  public void prove(Graph graph, Map<String, FloatTensor> inputs) throws NotProvenException {
    Quantizer quantizer;
    Map<String, ValueRange> ranges;
    Map<String, FloatTensor> expected;
    try {
      quantizer = new Quantizer(ShapeInference.infer(GraphPasses.apply(graph)));
      quantizer.requireInputAndOutput();
      expected = FloatInterpreter.of(graph).run(inputs);
      ranges = quantizer.calibrateNamed(List.of(inputs));
    } catch (UnsupportedModelException e) {
      throw new NotProvenException(e.problems().getFirst().reason());
    } catch (IllegalArgumentException e) {
      throw new NotProvenException(String.valueOf(e.getMessage()));
    }
    Run run = run(graph, inputs, quantizer, ranges, POLICY);
    for (int i = 0; i < graph.outputs().size(); i++) {
      compare(expected.get(graph.outputs().get(i)), run.graph(), i, run.answers().get(i));
    }
    Run small;
    try {
      small = run(graph, inputs, quantizer, ranges, SMALL);
    } catch (NotProvenException e) {
      small = run;
    }
    proveRun(small);
  }

  /** A run on integers. */
  private record Run(
      QuantizedGraph graph, int windowBits, List<long[]> integers, List<long[]> answers) {}

  private static Run run(
      Graph graph,
      Map<String, FloatTensor> inputs,
      Quantizer quantizer,
      Map<String, ValueRange> ranges,
      NumericPolicy policy)
      throws NotProvenException {
    try {
      QuantizedGraph quantised = quantizer.quantize(ranges, policy);
      List<long[]> integers = new ArrayList<>();
      for (int i = 0; i < graph.inputs().size(); i++) {
        GraphValue input = graph.inputs().get(i);
        integers.add(integers(quantised, i, inputs.get(input.name())));
      }
      List<long[]> answers = IntegerInterpreter.run(quantised, integers);
      return new Run(quantised, policy.windowBits(), integers, answers);
    } catch (UnsupportedModelException e) {
      throw new NotProvenException(e.problems().getFirst().reason());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new NotProvenException(String.valueOf(e.getMessage()));
    }
  }

  private static long[] integers(QuantizedGraph graph, int input, FloatTensor real) {
    long[] q = new long[real.size()];
    Arrays.setAll(q, i -> graph.inputValues().get(input).quantize(i, real.get(i)));
    return q;
  }

  private static void compare(FloatTensor expected, QuantizedGraph graph, int output, long[] actual)
      throws NotProvenException {
    double top = Arrays.stream(expected.data()).map(Math::abs).max().orElse(0);
    double most = expected.type().isFloat() ? TOLERANCE * Math.max(top, 1e-6) : 0;
    for (int i = 0; i < actual.length; i++) {
      double real = graph.outputValues().get(output).real(actual[i]);
      if (!(Math.abs(real - expected.get(i)) <= most)) {
        throw new NotProvenException(
            "integers give %.6f where the float model gives %.6f".formatted(real, expected.get(i)));
      }
    }
  }

  private void proveRun(Run small) throws NotProvenException {
    LoweredModel lowered;
    TensorMachine machine;
    try {
      lowered = Lowering.lower(small.graph(), small.windowBits(), Boundary.PUBLIC);
      machine = new TensorMachine(lowered.program());
    } catch (IllegalArgumentException e) {
      throw new NotProvenException(String.valueOf(e.getMessage()));
    }
    if (machine.committedCells() > MAX_CELLS) {
      throw new NotProvenException("a proof of more than " + MAX_CELLS + " cells");
    }
    ProgramProver.Resources resources =
        new ProgramProver.Resources(Kernels.scalar(), BatchHasher.scalar(), workers);
    ProgramProver prover =
        ProgramProver.setup(
            machine, lowered.constants(), SecurityParameters.UNSAFE_TEST, resources);
    ProgramProver.ProvenRun run =
        prover.prove(
            lowered.tensors(small.integers()),
            new byte[0],
            List.of(),
            new Monitor(ProgressListener.none(), Stage.values().length));
    try {
      StarkVerifier.verify(prover.verifyingKey(), run.statement(), run.proof());
    } catch (ProofRejectedException e) {
      throw new NotProvenException("the proof is rejected: " + e.getMessage());
    }
    for (int i = 0; i < small.answers().size(); i++) {
      long[] proven = run.tensors().get(lowered.outputs().get(i));
      if (!Arrays.equals(proven, small.answers().get(i))) {
        throw new NotProvenException("proof and integer interpreter differ");
      }
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
