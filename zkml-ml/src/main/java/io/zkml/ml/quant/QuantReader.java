package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link QuantWriter} writes; sizes are checked before memory is reserved. */
final class QuantReader extends DataInputStream {

  private static final int MAX_ITEMS = 1 << 12;
  private static final int MAX_RANK = 16;
  private static final Ordinals.Missing[] MISSING = Ordinals.Missing.values();

  QuantReader(byte[] bytes) {
    super(new ByteArrayInputStream(bytes));
  }

  List<WindowSpec> window() throws IOException {
    List<WindowSpec> out = new ArrayList<>();
    int n = count();
    for (int i = 0; i < n; i++) {
      out.add(new WindowSpec(readInt(), readInt(), readInt(), readInt(), readInt(), readInt()));
    }
    return out;
  }

  List<LinearForm> forms() throws IOException {
    List<LinearForm> out = new ArrayList<>();
    int n = count();
    for (int i = 0; i < n; i++) {
      out.add(form());
    }
    return out;
  }

  LinearForm form() throws IOException {
    List<Addend> addends = new ArrayList<>();
    int n = count();
    for (int i = 0; i < n; i++) {
      int value = readInt();
      long multiplier = readLong();
      addends.add(new Addend(value, map(), multiplier, shape(), optional()));
    }
    return new LinearForm(addends, optional());
  }

  private IndexMap map() throws IOException {
    if (!readBoolean()) {
      return IndexMap.identity();
    }
    int n = readInt();
    if (n < 0 || n > available() / Integer.BYTES) {
      throw new IOException("a map of " + n + " entries");
    }
    int[] indices = new int[n];
    for (int i = 0; i < n; i++) {
      indices[i] = readInt();
    }
    return IndexMap.of(indices);
  }

  private @Nullable IntTensor optional() throws IOException {
    return readBoolean() ? tensor() : null;
  }

  Finish finish() throws IOException {
    int shift = readByte();
    return shift == 0 ? new Exact(readBoolean()) : rounding(shift);
  }

  Rounding rounding() throws IOException {
    return rounding(readByte());
  }

  private Rounding rounding(int shift) throws IOException {
    if (shift < 1 || shift > 16) {
      throw new IOException("shift " + shift);
    }
    int tag = readByte();
    Activation activation =
        switch (tag) {
          case 0 -> new Activation.Linear();
          case 1 -> new Activation.Relu();
          case 2 -> new Activation.Clamp(readLong(), readLong());
          case 3 -> new Activation.Table(tensor());
          default -> throw new IOException("activation " + tag);
        };
    if (activation instanceof Activation.Table t && t.values().data().length != 1 << shift) {
      throw new IOException("a table of " + t.values().data().length + " values");
    }
    return new Rounding(shift, activation);
  }

  IntTensor tensor() throws IOException {
    TensorShape shape = shape();
    if (shape.elements() > available() / Long.BYTES) {
      throw new IOException("a tensor of shape " + shape + " in " + available() + " bytes");
    }
    long[] data = new long[(int) shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = readLong();
    }
    return new IntTensor(shape, data);
  }

  TensorShape shape() throws IOException {
    return shape(this);
  }

  static TensorShape shape(DataInputStream in) throws IOException {
    int rank = in.readByte();
    if (rank < 0 || rank > MAX_RANK) {
      throw new IOException("rank " + rank);
    }
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = in.readInt();
    }
    return TensorShape.of(dims);
  }

  static Ordinals ordinals(DataInputStream in) throws IOException {
    boolean single = in.readBoolean();
    int n = in.readInt();
    if (n < 1 || n > in.available()) {
      throw new IOException(n + " features");
    }
    List<Ordinals.Feature> features = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int missing = in.readByte();
      int cuts = in.readInt();
      if (missing < 0 || missing >= MISSING.length || cuts < 0 || cuts > in.available()) {
        throw new IOException("a feature of " + cuts + " cuts");
      }
      List<Double> list = new ArrayList<>();
      for (int k = 0; k < cuts; k++) {
        list.add(in.readDouble());
      }
      features.add(new Ordinals.Feature(list, MISSING[missing]));
    }
    return new Ordinals(features, single);
  }

  List<Integer> integers() throws IOException {
    List<Integer> out = new ArrayList<>();
    int n = count();
    for (int i = 0; i < n; i++) {
      out.add(readInt());
    }
    return out;
  }

  int count() throws IOException {
    int n = readInt();
    if (n < 0 || n > MAX_ITEMS || n > available()) {
      throw new IOException("a list of " + n);
    }
    return n;
  }
}
