package io.zkml.vm.riscv.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.S1;
import static io.zkml.vm.riscv.isa.Register.S2;
import static io.zkml.vm.riscv.isa.Register.T0;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Guests that call small models, for tests of proofs. */
public final class ModelGuests {

  static final int INPUTS = 6;
  static final int OUTPUTS = 5;
  private static final int BITS = 6;
  private static final TensorAxis FREE = new TensorAxis.Free();
  private static final TensorAxis INNER = new TensorAxis.Inner();

  private ModelGuests() {}

  /** Two layers: 3 by 2 entries of -20 to 20 to 5 of both signs. Axes are cut into pieces. */
  static ModelObject layers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = input(b, "x", features(3, 2), -20, 20);
    int w = b.randomConstant(joined(7, features(3, 2)), -9, 9, random);
    int c = b.contract(features(7), List.of(product(x, w, FREE, INNER, INNER)));
    int h = b.requantize(c, new Activation.Relu());
    int v = b.randomConstant(joined(OUTPUTS, features(7)), -9, 9, random);
    int d = b.contract(features(OUTPUTS), List.of(product(h, v, FREE, INNER)));
    int y = b.requantize(d, new Activation.Linear());
    return new ModelObject(new GuestModel(b.build(), List.of(x), List.of(y)), b.values());
  }

  /** Two inputs of one entry each; outputs: the sum, clamped to 0 to 9, and the difference. */
  static ModelObject sums() {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = input(b, "x", padded(1), -20, 20);
    int y = input(b, "y", padded(1), -20, 20);
    TensorAxis all = new TensorAxis.Batch();
    int sum =
        b.contract(
            padded(1), List.of(ProgramBuilder.term(64, x, all), ProgramBuilder.term(64, y, all)));
    int difference =
        b.contract(
            padded(1), List.of(ProgramBuilder.term(64, x, all), ProgramBuilder.term(-64, y, all)));
    int s = b.requantize(sum, new Activation.Clamp(0, 9));
    int d = b.requantize(difference, new Activation.Linear());
    return new ModelObject(new GuestModel(b.build(), List.of(x, y), List.of(s, d)), b.values());
  }

  private static LinearTerm product(int first, int second, TensorAxis... axes) {
    return ProgramBuilder.product(first, second, axes);
  }

  private static TensorLayout joined(int first, TensorLayout rest) {
    List<AxisLayout> axes = new ArrayList<>(features(first).axes());
    axes.addAll(rest.axes());
    return new TensorLayout(axes);
  }

  static int input(ProgramBuilder b, String name, TensorLayout layout, long min, long max) {
    int x = b.tensor(new TensorSpec(name, Storage.PRIVATE_INPUT, layout, min, max));
    b.job(new CommittedInput(x, min, max));
    return x;
  }

  /**
   * Calls model 0 in a loop, every time on input of its own, adds up the first outputs; then calls
   * model 1 on the sum's place and exits with the last difference.
   */
  static Program looping(int calls) {
    return new Assembler()
        .li(S0, calls)
        .li(S1, 0)
        .label("loop")
        .la(S2, "input")
        .label("read")
        .mv(A1, S2)
        .li(A0, 0)
        .li(A2, 4)
        .li(A7, 63)
        .ecall()
        .addi(S2, S2, 4)
        .la(T0, "output")
        .bne(S2, T0, "read")
        .la(A0, "input")
        .la(A1, "output")
        .model(0, A0, A1)
        .lw(T0, 0, A1)
        .add(S1, S1, T0)
        .addi(S0, S0, -1)
        .bnez(S0, "loop")
        .la(A0, "pair")
        .li(T0, 5)
        .sw(T0, 0, A0)
        .li(T0, 12)
        .sw(T0, 4, A0)
        .model(1, A0, A0)
        .lw(A0, 4, A0)
        .li(A7, 93)
        .ecall()
        .dataLabel("input")
        .space(4 * INPUTS)
        .dataLabel("output")
        .space(4 * OUTPUTS)
        .dataLabel("pair")
        .space(8)
        .program();
  }

  /** A random model that is called twice, with one input and another place for its output. */
  static Guest random(long seed) {
    RandomProgram.Run run = RandomProgram.of(seed, 12);
    List<TensorSpec> tensors = new ArrayList<>();
    List<TensorJob> jobs = new ArrayList<>();
    List<Integer> inputs = new ArrayList<>();
    List<Integer> outputs = new ArrayList<>();
    List<Integer> words = new ArrayList<>();
    for (TensorSpec s : run.program().tensors()) {
      int t = tensors.size();
      boolean input = s.storage() == Storage.INPUT;
      Storage storage = input ? Storage.PRIVATE_INPUT : s.storage();
      tensors.add(new TensorSpec(s.name(), storage, s.layout(), s.min(), s.max()));
      if (input) {
        jobs.add(new CommittedInput(t, s.min(), s.max()));
        inputs.add(t);
        Arrays.stream(run.values().get(t)).forEach(x -> words.add((int) x));
      } else if (storage == Storage.WITNESS && s.magnitude() <= Integer.MAX_VALUE) {
        outputs.add(t);
      }
    }
    jobs.addAll(run.program().jobs());
    TensorProgram program = new TensorProgram(tensors, jobs, List.of(), run.program().rangeBits());
    ModelObject model = new ModelObject(new GuestModel(program, inputs, outputs), run.values());
    return new Guest(twice(words, model.form().outputWords()), List.of(model));
  }

  private static Program twice(List<Integer> input, int outputWords) {
    return new Assembler()
        .la(A0, "input")
        .la(A1, "first")
        .model(0, A0, A1)
        .la(A1, "second")
        .model(0, A0, A1)
        .exit(0)
        .dataLabel("input")
        .words(input.stream().mapToInt(x -> x).toArray())
        .dataLabel("first")
        .space(4 * outputWords)
        .dataLabel("second")
        .space(4 * outputWords)
        .program();
  }

  /** Calls model 0 on memory that nobody has written; the code is the first output. */
  static Program untouched() {
    return new Assembler()
        .la(A0, "input")
        .la(A1, "output")
        .model(0, A0, A1)
        .lw(A0, 0, A1)
        .li(A7, 93)
        .ecall()
        .dataLabel("input")
        .space(4 * INPUTS)
        .dataLabel("output")
        .space(4 * OUTPUTS)
        .program();
  }

  /** Calls of {@link #layers} in a loop, then one of {@link #sums}. */
  public static Guest guest(int calls) {
    return new Guest(looping(calls), List.of(layers(3), sums()));
  }

  /** Words of both signs for some calls of {@link #layers}. */
  public static byte[] input(int calls) {
    byte[] bytes = new byte[4 * INPUTS * calls];
    for (int i = 0; i < INPUTS * calls; i++) {
      int word = (i * 7919 + 5) % 41 - 20;
      for (int k = 0; k < 4; k++) {
        bytes[4 * i + k] = (byte) (word >> (8 * k));
      }
    }
    return bytes;
  }

  static VirtualMachine machine(Guest guest, SecurityParameters parameters, Workers workers) {
    ProgramProver.Resources resources =
        new ProgramProver.Resources(Kernels.auto(), BatchHasher.auto(), workers);
    return VirtualMachine.setup(guest, parameters, 1 << 12, resources);
  }
}
