package io.zkml.vm.riscv.proof;

import io.zkml.vm.program.ProgramBytes;
import io.zkml.vm.program.ProgramReader;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.riscv.model.GuestModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The byte form of a model in a program key: the tensor program, its inputs, its outputs, the lists
 * behind their lengths.
 */
final class ModelCodec {

  private ModelCodec() {}

  static byte[] encode(GuestModel model) {
    byte[] program = ProgramBytes.encode(model.program());
    int ints = 2 + model.inputs().size() + model.outputs().size();
    ByteBuffer out = ByteBuffer.allocate(program.length + ints * Integer.BYTES);
    out.put(program);
    put(out, model.inputs());
    put(out, model.outputs());
    return out.array();
  }

  private static void put(ByteBuffer out, List<Integer> tensors) {
    out.putInt(tensors.size());
    tensors.forEach(out::putInt);
  }

  /** Reads a model from a buffer's position on; throws what {@link ProgramReader#read} throws. */
  static GuestModel decode(ByteBuffer in) {
    TensorProgram program = ProgramReader.read(in);
    return new GuestModel(program, list(in), list(in));
  }

  private static List<Integer> list(ByteBuffer in) {
    int n = in.getInt();
    if (n < 0 || n > in.remaining() / Integer.BYTES) {
      throw new IllegalArgumentException("a list of " + n + " tensors");
    }
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(in.getInt());
    }
    return out;
  }
}
