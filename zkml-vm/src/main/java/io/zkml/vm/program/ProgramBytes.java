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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The byte form of tensor programs. Numbers are big-endian, lists come after their length in 4
 * bytes, variants after a tag byte. {@link ProgramReader} reads it.
 */
public final class ProgramBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ProgramBytes() {}

  /** The bytes of a program. */
  public static byte[] encode(TensorProgram program) {
    ProgramBytes writer = new ProgramBytes();
    try {
      writer.program(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.bytes.toByteArray();
  }

  private void program(TensorProgram program) throws IOException {
    out.writeByte(program.rangeBits());
    out.writeInt(program.tensors().size());
    for (TensorSpec t : program.tensors()) {
      byte[] name = t.name().getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      out.writeByte(storage(t.storage()));
      layout(t.layout());
      longs(t.min(), t.max());
    }
    out.writeInt(program.jobs().size());
    for (TensorJob job : program.jobs()) {
      job(job);
    }
    list(program.outputs());
    list(program.committedOutputs());
  }

  private static int storage(TensorSpec.Storage storage) {
    return switch (storage) {
      case INPUT -> 0;
      case COMMITTED_INPUT -> 1;
      case PRIVATE_INPUT -> 2;
      case CONSTANT -> 3;
      case ACCUMULATOR -> 4;
      case WITNESS -> 5;
    };
  }

  private void layout(TensorLayout layout) throws IOException {
    out.writeInt(layout.axes().size());
    for (AxisLayout axis : layout.axes()) {
      out.writeInt(axis.length());
      list(axis.pieceLogs());
    }
  }

  private void job(TensorJob job) throws IOException {
    switch (job) {
      case Contract(int result, List<LinearTerm> terms) -> {
        tagged(0, result, terms.size());
        for (LinearTerm t : terms) {
          term(t);
        }
      }
      case CommittedInput(int result, long min, long max) -> {
        tagged(1, result);
        longs(min, max);
      }
      case Copy(int result, int source, long min, long max, boolean ranged) -> {
        tagged(2, result, source);
        longs(min, max);
        out.writeBoolean(ranged);
      }
      case Divide(int q, int r, int dividend, int divisor, long min, long max, int limbs) -> {
        tagged(3, q, r, dividend, divisor, limbs);
        longs(min, max);
      }
      case MaxWindow(int result, int source, List<TensorAxis> axes) -> {
        tagged(4, result, source);
        axes(axes);
      }
      case Maximum(int result, List<Integer> sources, boolean least) -> {
        tagged(5, result);
        list(sources);
        out.writeBoolean(least);
      }
      case Multiply(int result, int left, int right) -> tagged(6, result, left, right);
      case OneHotMax(int result, int source, int rank, int axis, boolean least, int length) -> {
        tagged(7, result, source, rank, axis, length);
        out.writeBoolean(least);
      }
      case Positive(int result, int source, int limbs) -> tagged(8, result, source, limbs);
      case Requantize(int result, int source, int shift, Activation activation) -> {
        tagged(9, result, source, shift);
        activation(activation);
      }
    }
  }

  private void activation(Activation activation) throws IOException {
    switch (activation) {
      case Activation.Linear l -> tagged(0);
      case Activation.Relu r -> tagged(1);
      case Activation.Clamp(long low, long high) -> {
        tagged(2);
        longs(low, high);
      }
      case Activation.Table(int table, long atZero) -> {
        tagged(3, table);
        longs(atZero);
      }
    }
  }

  private void term(LinearTerm t) throws IOException {
    longs(t.scale());
    out.writeInt(t.first());
    out.writeInt(t.second());
    axes(t.axes());
    order(t.resultOrder());
    order(t.secondOrder());
  }

  /** Every order has as many places as there are axes. */
  private void order(AxisOrder order) throws IOException {
    for (int place = 0; place < order.size(); place++) {
      out.writeInt(order.axis(place));
    }
  }

  private void axes(List<TensorAxis> axes) throws IOException {
    out.writeInt(axes.size());
    for (TensorAxis axis : axes) {
      switch (axis) {
        case TensorAxis.Batch a -> tagged(0);
        case TensorAxis.Free a -> tagged(1);
        case TensorAxis.Inner a -> tagged(2);
        case TensorAxis.Shared a -> tagged(3);
        case TensorAxis.Broadcast a -> tagged(4);
        case TensorAxis.Sum a -> tagged(5);
        case TensorAxis.Window(int kernel, int stride, int dilation, int pad, boolean clamp) -> {
          tagged(6, kernel, stride, dilation, pad);
          out.writeBoolean(clamp);
        }
        case TensorAxis.Gather(int resultAxes, int firstAxes, IndexList indices) -> {
          tagged(7, resultAxes, firstAxes, indices.size());
          for (int k = 0; k < indices.size(); k++) {
            out.writeInt(indices.get(k));
          }
        }
      }
    }
  }

  private void tagged(int tag, int... values) throws IOException {
    out.writeByte(tag);
    for (int v : values) {
      out.writeInt(v);
    }
  }

  private void longs(long... values) throws IOException {
    for (long v : values) {
      out.writeLong(v);
    }
  }

  private void list(List<Integer> values) throws IOException {
    out.writeInt(values.size());
    for (int v : values) {
      out.writeInt(v);
    }
  }
}
