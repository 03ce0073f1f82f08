package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the parts of operations in canonical form, big-endian. */
public final class QuantWriter extends DataOutputStream {

  QuantWriter(OutputStream out) {
    super(out);
  }

  void op(QuantOp op) throws IOException {
    writeByte(op.tag());
    writeInt(op.result());
    op.encode(this);
  }

  void window(List<WindowSpec> window) throws IOException {
    writeInt(window.size());
    for (WindowSpec w : window) {
      ints(w.input(), w.output(), w.kernel(), w.stride(), w.dilation(), w.pad());
    }
  }

  void forms(List<LinearForm> forms) throws IOException {
    writeInt(forms.size());
    for (LinearForm f : forms) {
      form(f);
    }
  }

  void form(LinearForm form) throws IOException {
    writeInt(form.addends().size());
    for (Addend a : form.addends()) {
      writeInt(a.value());
      writeLong(a.multiplier());
      map(a.map());
      shape(a.summed());
      optional(a.weights());
    }
    optional(form.bias());
  }

  private void map(IndexMap map) throws IOException {
    writeBoolean(!map.isIdentity());
    if (!map.isIdentity()) {
      writeInt(map.size());
      for (int i = 0; i < map.size(); i++) {
        writeInt(map.get(i));
      }
    }
  }

  private void optional(@Nullable IntTensor tensor) throws IOException {
    writeBoolean(tensor != null);
    if (tensor != null) {
      tensor(tensor);
    }
  }

  void finish(Finish finish) throws IOException {
    switch (finish) {
      case Exact e -> {
        writeByte(0);
        writeBoolean(e.ranged());
      }
      case Rounding r -> rounding(r);
    }
  }

  void rounding(Rounding r) throws IOException {
    writeByte(r.shift());
    switch (r.activation()) {
      case Activation.Linear l -> writeByte(0);
      case Activation.Relu l -> writeByte(1);
      case Activation.Clamp c -> {
        writeByte(2);
        writeLong(c.low());
        writeLong(c.high());
      }
      case Activation.Table t -> {
        writeByte(3);
        tensor(t.values());
      }
    }
  }

  void tensor(IntTensor t) throws IOException {
    shape(t.shape());
    for (long v : t.data()) {
      writeLong(v);
    }
  }

  void shape(TensorShape shape) throws IOException {
    writeByte(shape.rank());
    ints(shape.toArray());
  }

  void ordinals(Ordinals ordinals) throws IOException {
    writeBoolean(ordinals.single());
    writeInt(ordinals.features().size());
    for (Ordinals.Feature f : ordinals.features()) {
      writeByte(f.missing().code());
      writeInt(f.cuts().size());
      for (double cut : f.cuts()) {
        writeDouble(cut);
      }
    }
  }

  void integers(List<Integer> values) throws IOException {
    writeInt(values.size());
    for (int v : values) {
      writeInt(v);
    }
  }

  void ints(int... values) throws IOException {
    for (int v : values) {
      writeInt(v);
    }
  }
}
