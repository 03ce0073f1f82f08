package io.zkml.vm.program;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what {@link ProgramBytes} writes, from untrusted bytes. Nothing is made for bytes that are
 * not there.
 */
public final class ProgramReader {

  private static final List<Storage> STORAGES =
      List.of(
          Storage.INPUT,
          Storage.COMMITTED_INPUT,
          Storage.PRIVATE_INPUT,
          Storage.CONSTANT,
          Storage.ACCUMULATOR,
          Storage.WITNESS);

  private static final int MAX_AXES = 12;
  private static final int MAX_ENTRIES = 1 << 26;
  private static final int MAX_BLOCKS = 1 << 12;

  private final ByteBuffer in;

  private ProgramReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads a program from a buffer's position on.
   *
   * @throws IllegalArgumentException if the bytes are no program, or one that breaks a rule
   * @throws java.nio.BufferUnderflowException if they end too early
   * @throws ArithmeticException if a number in them is far out of range
   */
  public static TensorProgram read(ByteBuffer in) {
    return new ProgramReader(in).program();
  }

  private TensorProgram program() {
    int rangeBits = in.get();
    List<TensorSpec> tensors = items(this::tensor);
    List<TensorJob> jobs = items(this::job);
    return new TensorProgram(tensors, jobs, items(in::getInt), items(in::getInt), rangeBits);
  }

  /** A list: everything in it takes a byte at least. */
  private <T> List<T> items(Supplier<T> item) {
    int n = count();
    List<T> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(item.get());
    }
    return out;
  }

  private int count() {
    int n = in.getInt();
    require(n >= 0 && n <= in.remaining(), "a list of " + n);
    return n;
  }

  private TensorSpec tensor() {
    byte[] name = new byte[count()];
    in.get(name);
    int storage = in.get();
    require(storage >= 0 && storage < STORAGES.size(), "storage " + storage);
    TensorLayout layout = layout();
    String text = new String(name, StandardCharsets.UTF_8);
    // Digests are of the form that is written: of all others none must read as the same name.
    require(Arrays.equals(text.getBytes(StandardCharsets.UTF_8), name), "a name is not UTF-8");
    return new TensorSpec(text, STORAGES.get(storage), layout, in.getLong(), in.getLong());
  }

  private TensorLayout layout() {
    List<AxisLayout> axes = items(() -> new AxisLayout(in.getInt(), items(in::getInt)));
    require(axes.size() <= MAX_AXES, axes.size() + " axes");
    long size = 1;
    int blocks = 1;
    for (AxisLayout axis : axes) {
      size *= axis.length();
      require(size <= MAX_ENTRIES, "a tensor of " + size + " entries");
      blocks *= axis.pieces();
      require(blocks <= MAX_BLOCKS, "a tensor of " + blocks + " blocks");
    }
    return new TensorLayout(axes);
  }

  private TensorJob job() {
    int tag = in.get();
    return switch (tag) {
      case 0 -> new Contract(in.getInt(), items(this::term));
      case 1 -> new CommittedInput(in.getInt(), in.getLong(), in.getLong());
      case 2 -> new Copy(in.getInt(), in.getInt(), in.getLong(), in.getLong(), flag());
      case 3 -> divide();
      case 4 -> new MaxWindow(in.getInt(), in.getInt(), items(this::axis));
      case 5 -> new Maximum(in.getInt(), items(in::getInt), flag());
      case 6 -> new Multiply(in.getInt(), in.getInt(), in.getInt());
      case 7 -> oneHotMax();
      case 8 -> new Positive(in.getInt(), in.getInt(), in.getInt());
      case 9 -> new Requantize(in.getInt(), in.getInt(), in.getInt(), activation());
      default -> throw new IllegalArgumentException("job " + tag);
    };
  }

  private Divide divide() {
    int quotient = in.getInt();
    int remainder = in.getInt();
    int dividend = in.getInt();
    int divisor = in.getInt();
    int limbs = in.getInt();
    return new Divide(quotient, remainder, dividend, divisor, in.getLong(), in.getLong(), limbs);
  }

  private OneHotMax oneHotMax() {
    int result = in.getInt();
    int source = in.getInt();
    int rank = in.getInt();
    int axis = in.getInt();
    int length = in.getInt();
    return new OneHotMax(result, source, rank, axis, flag(), length);
  }

  private Activation activation() {
    int tag = in.get();
    return switch (tag) {
      case 0 -> new Activation.Linear();
      case 1 -> new Activation.Relu();
      case 2 -> new Activation.Clamp(in.getLong(), in.getLong());
      case 3 -> new Activation.Table(in.getInt(), in.getLong());
      default -> throw new IllegalArgumentException("function " + tag);
    };
  }

  private LinearTerm term() {
    long scale = in.getLong();
    int first = in.getInt();
    int second = in.getInt();
    List<TensorAxis> axes = items(this::axis);
    require(axes.size() <= 2 * MAX_AXES, axes.size() + " axes of a term");
    return new LinearTerm(scale, first, second, axes, order(axes.size()), order(axes.size()));
  }

  private AxisOrder order(int axes) {
    int[] order = new int[axes];
    for (int place = 0; place < axes; place++) {
      order[place] = in.getInt();
    }
    return AxisOrder.of(order);
  }

  private TensorAxis axis() {
    int tag = in.get();
    return switch (tag) {
      case 0 -> new TensorAxis.Batch();
      case 1 -> new TensorAxis.Free();
      case 2 -> new TensorAxis.Inner();
      case 3 -> new TensorAxis.Shared();
      case 4 -> new TensorAxis.Broadcast();
      case 5 -> new TensorAxis.Sum();
      case 6 -> new TensorAxis.Window(in.getInt(), in.getInt(), in.getInt(), in.getInt(), flag());
      case 7 -> {
        int resultAxes = in.getInt();
        int firstAxes = in.getInt();
        int[] indices = new int[count()];
        for (int k = 0; k < indices.length; k++) {
          indices[k] = in.getInt();
        }
        yield new TensorAxis.Gather(resultAxes, firstAxes, IndexList.of(indices));
      }
      default -> throw new IllegalArgumentException("axis " + tag);
    };
  }

  private boolean flag() {
    int flag = in.get();
    require(flag == 0 || flag == 1, "flag " + flag);
    return flag == 1;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("no tensor program has " + what);
    }
  }
}
