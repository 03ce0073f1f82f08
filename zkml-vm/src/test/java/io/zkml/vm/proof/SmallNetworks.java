package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tiny networks with one of everything. */
final class SmallNetworks {

  static final int BITS = 6;
  static final TensorAxis BATCH = new TensorAxis.Batch();
  static final TensorAxis FREE = new TensorAxis.Free();
  static final TensorAxis INNER = new TensorAxis.Inner();
  static final TensorAxis BROADCAST = new TensorAxis.Broadcast();

  private SmallNetworks() {}

  static TensorAxis window(int kernel, int stride, int pad, boolean clamp) {
    return new TensorAxis.Window(kernel, stride, 1, pad, clamp);
  }

  /**
   * Convolution with ReLU, depthwise convolution with a table that is not 0 at 0, a residual sum
   * with a clamp, max-pooling, a mean, and a matrix product over what is left.
   */
  static MachineRun mixed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.randomInput(features(2, 5, 5), -20, 20, random);
    int w = b.randomConstant(joined(features(3), features(2, 3, 3)), -9, 9, random);
    int bias = b.randomConstant(features(3), -400, 400, random);
    int c =
        b.contract(
            features(3, 5, 5),
            List.of(
                product(x, w, FREE, INNER, window(3, 1, 1, false), window(3, 1, 1, false)),
                term(1, bias, BATCH, BROADCAST, BROADCAST)));
    int q = b.requantize(c, new Activation.Relu());
    int v = b.randomConstant(features(3, 3, 3), -5, 5, random);
    TensorAxis shared = new TensorAxis.Shared();
    TensorAxis w3 = window(3, 1, 1, false);
    int d = b.contract(features(3, 5, 5), List.of(product(q, v, shared, w3, w3)));
    int table = b.randomConstant(padded(1 << BITS), 5, 30, random);
    long zero = b.values().get(table)[1 << (BITS - 1)];
    int s = b.requantize(d, new Activation.Table(table, zero));
    int sum =
        b.contract(
            features(3, 5, 5),
            List.of(term(40, q, BATCH, BATCH, BATCH), term(30, s, BATCH, BATCH, BATCH)));
    int r = b.requantize(sum, new Activation.Clamp(-3, 17));
    int m = b.max(r, features(3, 3, 3), BATCH, window(2, 2, 1, true), window(2, 2, 1, true));
    int y = head(b, m, random);
    return new MachineRun(b.output(y).output(r).build(), b.values());
  }

  /** A mean over windows and a matrix product. */
  private static int head(ProgramBuilder b, int m, SplittableRandom random) {
    int mean = b.contract(features(3, 2, 2), List.of(term(16, m, BATCH, w2(), w2())));
    int p = b.requantize(mean, new Activation.Linear());
    int g = b.randomConstant(joined(features(4), features(3, 2, 2)), -9, 9, random);
    int last = b.contract(features(4), List.of(product(p, g, FREE, INNER, INNER, INNER)));
    return b.requantize(last, new Activation.Linear());
  }

  private static TensorAxis w2() {
    return window(2, 1, 0, false);
  }

  private static TensorLayout joined(TensorLayout... parts) {
    List<AxisLayout> axes = new ArrayList<>();
    for (TensorLayout part : parts) {
      axes.addAll(part.axes());
    }
    return new TensorLayout(axes);
  }

  /** Two equal layers, so that their results can change places. */
  static MachineRun twins() {
    SplittableRandom random = new SplittableRandom(4);
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.randomInput(features(3, 3), -20, 20, random);
    int first = b.requantize(b.contract(features(3, 3), twin(b, x, random)), relu());
    int second = b.requantize(b.contract(features(3, 3), twin(b, x, random)), relu());
    int sum =
        b.contract(
            features(3, 3), List.of(term(64, first, BATCH, BATCH), term(32, second, BATCH, BATCH)));
    int y = b.requantize(sum, new Activation.Linear());
    return new MachineRun(b.output(y).build(), b.values());
  }

  private static Activation relu() {
    return new Activation.Relu();
  }

  private static List<LinearTerm> twin(ProgramBuilder b, int x, SplittableRandom random) {
    int bias = b.randomConstant(features(3), -900, 900, random);
    return List.of(term(30, x, BATCH, BATCH), term(1, bias, BATCH, BROADCAST));
  }

  /** Blocks of 8, 4, 2 and 1 rows of a function that is not 0 at 0: a stack with a padding row. */
  static MachineRun paddedStack() {
    SplittableRandom random = new SplittableRandom(8);
    ProgramBuilder b = new ProgramBuilder(BITS);
    int table = b.randomConstant(padded(1 << BITS), 5, 30, random);
    Activation f = new Activation.Table(table, b.values().get(table)[1 << (BITS - 1)]);
    for (int features : new int[] {7, 8}) {
      int x = b.randomInput(features(features), -20, 20, random);
      b.output(b.requantize(b.contract(features(features), List.of(term(50, x, BATCH))), f));
    }
    return new MachineRun(b.build(), b.values());
  }
}
