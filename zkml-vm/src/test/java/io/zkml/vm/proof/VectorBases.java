package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Witness;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The runs behind the test vectors. */
final class VectorBases {

  private static final TensorAxis BATCH = SmallNetworks.BATCH;
  private static final TensorAxis FREE = SmallNetworks.FREE;
  private static final TensorAxis INNER = SmallNetworks.INNER;

  private VectorBases() {}

  /** A proof with the keys that it was made with. */
  record Base(ProvingKey key, Statement statement, StarkProof proof) {

    VectorFiles files() {
      return new VectorFiles(
          VerifyingKeyCodec.encode(key.verifyingKey()),
          StatementCodec.encode(statement),
          ProofCodec.encode(proof, key.verifyingKey()));
    }
  }

  /** An honest proof under a parameter set, with columns of 2^logHeight entries. */
  static Base prove(
      MachineRun run, SecurityParameters parameters, int logHeight, int arity, int context) {
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(parameters, Kernels.scalar(), workers);
      ProvingKey key = run.machine.setup(run.values, fri, Folding.uniform(logHeight, arity));
      Statement statement = run.statement(key.verifyingKey(), new byte[context]);
      return new Base(key, statement, run.prove(key, statement));
    }
  }

  /** One matrix product with ReLU: 5 inputs, 3 outputs. */
  static MachineRun layer(long seed) {
    SplittableRandom weights = new SplittableRandom(1);
    ProgramBuilder b = new ProgramBuilder(4);
    int x = b.randomInput(features(5), -20, 20, new SplittableRandom(seed));
    int w = b.randomConstant(joined(features(3), features(5)), -3, 3, weights);
    int acc = b.contract(features(3), List.of(product(x, w, FREE, INNER)));
    return new MachineRun(b.output(b.requantize(acc, new Activation.Relu())).build(), b.values());
  }

  /** The same layer with committed input and output, and a public sum of the output. */
  static MachineRun committedLayer(long seed) {
    return committedLayer(-7, 6, new SplittableRandom(seed).longs(5, -7, 7).toArray());
  }

  /** The cells of an input whose first entry is above the bounds of the layer. */
  static MachineRun committedLayerBeyond(long seed) {
    MachineRun honest = committedLayer(seed);
    long[] data = honest.tensors.getFirst().clone();
    data[0] = 7;
    MachineRun wide = committedLayer(-8, 7, data);
    TensorProgram program = honest.machine.program();
    Witness witness = wide.witness(wide.key().verifyingKey());
    MachineRun lie = new MachineRun(program, honest.values, wide.tensors, witness);
    lie.refill();
    return lie;
  }

  private static MachineRun committedLayer(long min, long max, long[] data) {
    SplittableRandom weights = new SplittableRandom(1);
    ProgramBuilder b = new ProgramBuilder(4);
    int x = b.committedInput(features(5), min, max, data);
    int w = b.randomConstant(joined(features(3), features(5)), -3, 3, weights);
    int acc = b.contract(features(3), List.of(product(x, w, FREE, INNER)));
    int y = b.requantize(acc, new Activation.Relu());
    int sum = b.contract(padded(1), List.of(term(16, y, new TensorAxis.Sum(), BROADCAST)));
    int shown = b.requantize(sum, new Activation.Linear());
    return new MachineRun(b.committedOutput(y).output(shown).build(), b.values());
  }

  private static final TensorAxis BROADCAST = SmallNetworks.BROADCAST;

  /** The shape of LeNet-5 on 12 x 12 pixels: two convolutions, two maxima, two dense layers. */
  static MachineRun leNet(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ProgramBuilder b = new ProgramBuilder(8);
    int x = b.randomInput(features(1, 12, 12), 0, 100, random);
    int c1 = convolution(b, x, 1, 2, 8, 5, random);
    int s1 = pool(b, c1, 2, 4);
    int c2 = convolution(b, s1, 2, 3, 2, 3, random);
    int s2 = pool(b, c2, 3, 1);
    int w3 = b.randomConstant(joined(features(6), features(3), padded(1, 1)), -9, 9, random);
    int f3 = b.contract(features(6), List.of(product(s2, w3, FREE, INNER, INNER, INNER)));
    int y3 = b.requantize(f3, new Activation.Relu());
    int w4 = b.randomConstant(joined(features(4), features(6)), -9, 9, random);
    int f4 = b.contract(features(4), List.of(product(y3, w4, FREE, INNER)));
    int y4 = b.requantize(f4, new Activation.Linear());
    return new MachineRun(b.output(y4).build(), b.values());
  }

  private static int convolution(
      ProgramBuilder b, int x, int in, int out, int size, int kernel, SplittableRandom random) {
    int w = b.randomConstant(joined(features(out), features(in, kernel, kernel)), -9, 9, random);
    int bias = b.randomConstant(features(out), -400, 400, random);
    TensorAxis window = SmallNetworks.window(kernel, 1, 0, false);
    TensorAxis broadcast = SmallNetworks.BROADCAST;
    int acc =
        b.contract(
            features(out, size, size),
            List.of(
                product(x, w, FREE, INNER, window, window),
                term(1, bias, BATCH, broadcast, broadcast)));
    return b.requantize(acc, new Activation.Relu());
  }

  private static int pool(ProgramBuilder b, int x, int channels, int size) {
    TensorAxis window = SmallNetworks.window(2, 2, 0, true);
    return b.max(x, features(channels, size, size), BATCH, window, window);
  }

  private static TensorLayout joined(TensorLayout... parts) {
    List<AxisLayout> axes = new ArrayList<>();
    for (TensorLayout part : parts) {
      axes.addAll(part.axes());
    }
    return new TensorLayout(axes);
  }
}
