package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.chip.InstructionKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the verifier rejects them and does nothing else. */
class TamperedRunTest {

  private static final long SEED = 20_263;
  private static final byte[] CONTEXT = {7};

  /** Magic and version come before the shape's numbers. */
  private static final int HEADER = 6;

  private static final VirtualMachine MACHINE =
      Guests.machine(Guests.fibonacci(6), SecurityParameters.UNSAFE_TEST, Workers.of(2));

  private static final byte[] PROOF = proof();

  private static byte[] proof() {
    try {
      return RunProofCodec.encode(MACHINE.prove(new byte[0], CONTEXT), MACHINE.key());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void reject(byte[] bytes, String what) {
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(MACHINE.key(), bytes, CONTEXT, 0))
        .as("%s, seed %s", what, SEED)
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void bytes_changedAnywhere_areRejected() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] changed = PROOF.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      reject(changed, "byte " + at);
    }
  }

  @Test
  void lengths_other_areRejected() {
    SplittableRandom random = new SplittableRandom(SEED);
    reject(Arrays.copyOf(PROOF, PROOF.length + 1), "one more");
    reject(Arrays.copyOf(PROOF, PROOF.length - 1), "one less");
    for (int n = 0; n < 130; n++) {
      reject(Arrays.copyOf(PROOF, n), n + " bytes");
    }
    for (int i = 0; i < 50; i++) {
      reject(Arrays.copyOf(PROOF, random.nextInt(PROOF.length)), "cut");
    }
  }

  /** Sizes up to the limits and beyond, in every number of the shape. */
  @Test
  void shapes_other_areRejectedBeforeAnythingLarge() {
    int[] values = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, 1 << 23, 1 << 24, 1 << 25};
    for (int k = 0; k < InstructionKind.ALL.size() + 4; k++) {
      for (int value : values) {
        byte[] changed = PROOF.clone();
        ByteBuffer.wrap(changed).putInt(HEADER + 4 * k, value);
        reject(changed, "number " + k + " is " + value);
      }
    }
  }

  /** Under a key with columns of 2^29 entries no run is worth what the set promises. */
  @Test
  void key_thatFoldsWorseThanItsSetPromises_provesNoRun() {
    ProgramKey honest = MACHINE.key();
    Folding folding = Folding.uniform(29, 1);
    Commitment program =
        new Commitment(
            honest.program().root(),
            ProgramKey.layout(honest.facts(), honest.models(), folding.logHeight()),
            honest.program().oodValue());
    ProgramKey weak =
        new ProgramKey(
            SecurityParameters.FAST_128, honest.facts(), honest.models(), folding, program);

    assertThatThrownBy(() -> RunVerifier.verify(weak, PROOF, CONTEXT))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("not proven securely");
  }
}
