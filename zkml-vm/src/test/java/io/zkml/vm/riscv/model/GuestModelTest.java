package io.zkml.vm.riscv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models whose entries are no words of memory cannot be called. */
class GuestModelTest {

  private static final long MIN = Integer.MIN_VALUE;
  private static final long MAX = Integer.MAX_VALUE;

  /** x from {@code min} to {@code max} is copied to y, of which other bounds are declared. */
  private static GuestModel copying(long min, long max, long least, long most) {
    TensorLayout one = new TensorLayout(List.of(AxisLayout.padded(1)));
    TensorProgram program =
        new TensorProgram(
            List.of(
                new TensorSpec("x", Storage.PRIVATE_INPUT, one, min, max),
                new TensorSpec("y", Storage.WITNESS, one, least, most)),
            List.of(new CommittedInput(0, min, max), new Copy(1, 0, least, most, false)),
            List.of(),
            6);
    return new GuestModel(program, List.of(0), List.of(1));
  }

  @Test
  void constructor_entriesOfAllWords_areAccepted() {
    assertThat(copying(MIN, MIN + 1, MIN, MAX).inputWords()).isEqualTo(1);
    assertThat(copying(MAX - 1, MAX, MIN, MAX).outputWords()).isEqualTo(1);
  }

  /** Two integers would stand for one word, and the prover could choose between them. */
  @Test
  void constructor_entriesBeyondAWord_areRefused() {
    assertThatThrownBy(() -> copying(MAX, MAX + 1, MIN, MAX + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has entries of more than 32 bits");
    assertThatThrownBy(() -> copying(MIN - 1, MIN, MIN - 1, MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has entries of more than 32 bits");
    assertThatThrownBy(() -> copying(0, 1, MIN, MAX + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y has entries of more than 32 bits");
    assertThatThrownBy(() -> copying(0, 1, MIN - 1, MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y has entries of more than 32 bits");
  }
}
