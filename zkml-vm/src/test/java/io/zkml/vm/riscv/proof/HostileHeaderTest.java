package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.IndexList;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelCall;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Short proofs whose headers ask for large plans are refused before a plan is made. */
class HostileHeaderTest {

  private static final byte[] CONTEXT = {};
  private static final int MAGIC_AND_VERSION = 6;
  private static final Activation LINEAR = new Activation.Linear();

  /** Products of a vector with random matrices, one after the other. */
  private static ModelObject layers(int layers) {
    SplittableRandom random = new SplittableRandom(1);
    ProgramBuilder b = new ProgramBuilder(6);
    int input = ModelGuests.input(b, "x", ProgramBuilder.padded(1), -20, 20);
    int x = input;
    for (int i = 0; i < layers; i++) {
      int w = b.randomConstant(ProgramBuilder.padded(1, 1), -9, 9, random);
      TensorAxis[] axes = {new TensorAxis.Free(), new TensorAxis.Inner()};
      int sum = b.contract(ProgramBuilder.padded(1), List.of(ProgramBuilder.product(x, w, axes)));
      x = b.requantize(sum, new Activation.Relu());
    }
    return new ModelObject(new GuestModel(b.build(), List.of(input), List.of(x)), b.values());
  }

  private static ProgramKey key(ModelObject model) {
    Guest guest = new Guest(ModelGuests.untouched(), List.of(model));
    return ModelGuests.machine(guest, SecurityParameters.UNSAFE_TEST, Workers.of(1)).key();
  }

  private static RunShape shape(ProgramKey key, int calls) {
    List<Integer> rows = new ArrayList<>(Collections.nCopies(InstructionKind.ALL.size(), 0));
    rows.set(InstructionKind.MODEL_CALL.number(), calls);
    rows.set(InstructionKind.ECALL_EXIT.number(), 1);
    int address = 4 * key.facts().dataIndex();
    List<ModelCall> list = new ArrayList<>();
    for (int j = 0; j < calls; j++) {
      list.add(new ModelCall(0, address, address, 1 + 2 * j));
    }
    return new RunShape(List.of(new ShardRows(rows)), 1 << 16, 0, 0, list);
  }

  /** A header and then zeros. */
  private static byte[] bytes(RunShape shape, int zeros) {
    int ints = 4 + InstructionKind.ALL.size() + 4 * shape.calls().size();
    ByteBuffer out = ByteBuffer.allocate(MAGIC_AND_VERSION + 4 * ints + zeros);
    out.put(new byte[] {'Z', 'K', 'R', 'V'}).putShort((short) VerifyingKey.PROTOCOL_VERSION);
    out.putInt(1);
    shape.shards().getFirst().rows().forEach(out::putInt);
    out.putInt(shape.memoryWords()).putInt(shape.exitCode()).putInt(0);
    for (ModelCall c : shape.calls()) {
      out.putInt(c.model()).putInt(c.input()).putInt(c.output()).putInt(c.clk());
    }
    return out.array();
  }

  private static void reject(ProgramKey key, byte[] bytes, String why) {
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(key, bytes, CONTEXT, 0))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void calls_withMorePartsThanAllowed_areRefused() {
    ProgramKey key = key(layers(70));
    ModelSize size = ModelSize.of(key.models().getFirst());
    assertThat(size.parts() * RunShape.MAX_CALLS).isGreaterThan(ModelSize.MAX_PARTS);
    String why = "calls of models with " + size.parts() * RunShape.MAX_CALLS + " parts";
    reject(key, bytes(shape(key, RunShape.MAX_CALLS), 1 << 10), why);
    assertThatThrownBy(() -> key.plans(shape(key, RunShape.MAX_CALLS))).hasMessageContaining(why);
    int most = (int) (ModelSize.MAX_PARTS / size.parts());
    ModelSize.check(key.models(), shape(key, most).calls(), Long.MAX_VALUE);
  }

  /** Lists of a gather stand in the plan once a call: few terms, much memory. */
  @Test
  void calls_withLongGathers_areRefused() {
    ProgramBuilder b = new ProgramBuilder(6);
    int n = 1 << 13;
    int input = ModelGuests.input(b, "x", ProgramBuilder.padded(n), -20, 20);
    int[] reversed = new int[n];
    Arrays.setAll(reversed, i -> n - 1 - i);
    TensorAxis gather = new TensorAxis.Gather(1, 1, IndexList.of(reversed));
    LinearTerm term = ProgramBuilder.term(64, input, gather);
    int x = b.requantize(b.contract(ProgramBuilder.padded(n), List.of(term)), LINEAR);
    GuestModel form = new GuestModel(b.build(), List.of(input), List.of(x));
    ProgramKey key = key(new ModelObject(form, b.values()));
    String why = "calls of models with " + (2 * n / 64 + 2) * RunShape.MAX_CALLS + " parts";
    reject(key, bytes(shape(key, RunShape.MAX_CALLS), 1 << 10), why);
  }

  @Test
  void calls_whoseValuesTheProofHasNoRoomFor_areRefused() {
    ProgramKey key = key(layers(3));
    RunShape shape = shape(key, 100);
    int least = 24 * 3 * 100;
    reject(key, bytes(shape, least - 1), "calls of models with " + least + " bytes of values");
    reject(key, bytes(shape, least), "magic");
  }

  /** What is taken for the least bytes is what proofs have, or less. */
  @Test
  void values_areAmongThoseOfTheProof() {
    for (long seed : new long[] {2, 5, 7, 9, 13, 14}) {
      ProgramKey key = key(ModelGuests.random(seed).models().getFirst());
      long values = ModelSize.of(key.models().getFirst()).values();
      for (int calls : new int[] {1, 2, 5}) {
        RunShape shape = shape(key, calls);
        VerifyingKey last = key.verifyingKey(key.plans(shape)).shards().getLast();
        assertThat(calls * values)
            .as("seed %s", seed)
            .isLessThanOrEqualTo(ProofShape.of(last).operandValues());
      }
    }
  }

  /** Every number of the header is another: refused, whatever it is. */
  @Test
  void numbers_other_areRejected() {
    ProgramKey key = key(layers(2));
    byte[] honest = bytes(shape(key, 3), 1 << 10);
    int[] values = {-1, 2, 3, 127, 1 << 12, 1 << 30, Integer.MIN_VALUE, Integer.MAX_VALUE};
    for (int at = MAGIC_AND_VERSION; at < honest.length - (1 << 10); at += 4) {
      for (int value : values) {
        byte[] changed = honest.clone();
        ByteBuffer.wrap(changed).putInt(at, value);
        assertThatThrownBy(() -> RunVerifier.verifyUnsafe(key, changed, CONTEXT, 0))
            .isInstanceOf(ProofRejectedException.class);
      }
    }
  }
}
