package io.zkml.benchmarks.run;

import io.zkml.benchmarks.model.SampleFiles;
import io.zkml.benchmarks.model.Samples;
import io.zkml.benchmarks.model.Workload;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The first process of a run: compiles a model and leaves it in the run's folder, with inputs and
 * what floating point says of them. Arguments: data folder, run folder, number of the model among
 * the command line's, the command line.
 */
final class Prepare {

  private static final int CALIBRATION = 2_000;
  private static final int INPUTS = 10;

  private final Options options;
  private final RunFolder folder;

  private Prepare(Options options, RunFolder folder) {
    this.options = options;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    int status =
        Failure.status(() -> {
          Options options = Options.parse(Arrays.copyOfRange(args, 3, args.length));
          Prepare prepare = new Prepare(options, new RunFolder(Path.of(args[1])));
          prepare.run(prepare.workload(Path.of(args[0]), Integer.parseInt(args[2])));
        });
    System.exit(status);
  }

  private Workload workload(Path data, int number) throws IOException, DatasetFormatException {
    Options.OnnxModel own = options.onnx();
    if (own == null) {
      return options.models().get(number).workload(data, folder.path());
    }
    Samples calibration = SampleFiles.read(own.calibration(), own.shape());
    Samples inputs = SampleFiles.read(own.input(), own.shape());
    return new Workload(own.name(), own.file(), own.shape(), calibration, inputs);
  }

  private void run(Workload workload) throws Exception {
    ModelCompiler compiler =
        ModelCompiler.of(workload.onnx())
            .calibration(workload.calibrationInputs(CALIBRATION))
            .policy(workload.policy())
            .parameters(options.parameters());
    if (workload.shape() != null) {
      compiler.inputShape(inputName(workload.onnx()), workload.shape());
    }
    FloatInterpreter floating = FloatInterpreter.of(compiler.floatModel());
    CompiledModel model = compiler.compile();
    model.save(folder.model());
    Facts facts = describe(model);
    putInputs(facts, model, floating, workload.inputs());
    if (options.accuracy() > 0) {
      Accuracy.of(model, floating, workload.inputs(), options.accuracy()).putInto(facts);
    }
    facts.save(folder.path());
  }

  private static Facts describe(CompiledModel model) {
    return new Facts()
        .put("parameters", model.graph().parameters())
        .put("macs", Macs.of(model.graph()))
        .put("committedCells", model.committedCells())
        .put("lookups", model.lookups())
        .put("provenBits", model.securityReport().sumBits());
  }

  private void putInputs(
      Facts facts, CompiledModel model, FloatInterpreter floating, Samples samples)
      throws IOException {
    int count = Math.min(Math.min(options.runs(), INPUTS), samples.count());
    List<Integer> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FloatTensor input = samples.get(i);
      // An input that cannot be proven is told here, before anything is measured.
      Map<String, FloatTensor> named = Answer.named(model, input);
      model.run(named);
      classes.add(Answer.of(floating.run(named)).decision());
      InputFiles.write(folder.path(), i, input);
    }
    facts.put("inputs", count).put("floatClasses", classes);
  }

  /** The one input that is no constant. */
  private static String inputName(Path onnx) throws Exception {
    GraphProto graph = new OnnxReader().read(onnx).graph();
    List<String> constants = graph.initializers().stream().map(t -> t.name()).toList();
    List<String> open =
        graph.inputs().stream()
            .map(ValueInfoProto::name)
            .filter(name -> !constants.contains(name))
            .toList();
    if (open.size() != 1) {
      throw new IllegalArgumentException("the model has the inputs " + open + ", not exactly one");
    }
    return open.getFirst();
  }
}
