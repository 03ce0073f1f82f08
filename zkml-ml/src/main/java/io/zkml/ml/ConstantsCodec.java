package io.zkml.ml;

import io.zkml.core.codec.KeyLimits;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.proof.ConstantBounds;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The byte form of what a model's program counts on of its constants: part of a model key. */
final class ConstantsCodec {

  private ConstantsCodec() {}

  static void encode(DataOutputStream out, List<ConstantBounds> constants) throws IOException {
    out.writeInt(constants.size());
    for (ConstantBounds c : constants) {
      out.writeByte(c.layout().axes().size());
      for (AxisLayout axis : c.layout().axes()) {
        out.writeInt(axis.length());
        out.writeByte(axis.pieces());
        for (int log : axis.pieceLogs()) {
          out.writeByte(log);
        }
      }
      out.writeLong(c.min());
      out.writeLong(c.max());
      out.writeBoolean(c.atZero().isPresent());
      if (c.atZero().isPresent()) {
        out.writeLong(c.atZero().getAsLong());
      }
    }
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws ModelFormatException if there are more constants or pieces than a key may have
   * @throws IllegalArgumentException if a layout or a bound is none
   */
  static List<ConstantBounds> decode(DataInputStream in) throws IOException {
    List<ConstantBounds> out = new ArrayList<>();
    int n = count(in.readInt(), KeyLimits.MAX_BLOCKS);
    long blocks = 0;
    for (int i = 0; i < n; i++) {
      TensorLayout layout = layout(in);
      blocks += layout.blocks();
      count(blocks, KeyLimits.MAX_BLOCKS);
      long min = in.readLong();
      long max = in.readLong();
      OptionalLong atZero =
          in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
      out.add(new ConstantBounds(layout, min, max, atZero));
    }
    return List.copyOf(out);
  }

  private static TensorLayout layout(DataInputStream in) throws IOException {
    List<AxisLayout> axes = new ArrayList<>();
    int rank = count(in.readUnsignedByte(), KeyLimits.MAX_AXES);
    for (int i = 0; i < rank; i++) {
      int length = in.readInt();
      int pieces = count(in.readUnsignedByte(), KeyLimits.MAX_PIECES);
      List<Integer> logs = new ArrayList<>();
      for (int p = 0; p < pieces; p++) {
        logs.add(in.readUnsignedByte());
      }
      axes.add(new AxisLayout(length, logs));
    }
    return new TensorLayout(axes);
  }

  private static int count(long n, int most) throws ModelFormatException {
    if (n < 0 || n > most) {
      throw new ModelFormatException("a model key with " + n + " of something, at most " + most);
    }
    return (int) n;
  }
}
