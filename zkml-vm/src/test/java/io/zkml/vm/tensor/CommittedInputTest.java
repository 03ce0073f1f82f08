package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger demands of committed and private inputs and of committed outputs. */
class CommittedInputTest extends LedgerFixture {

  private int given(long min, long max) {
    return program.tensor(
        new TensorSpec("g", Storage.COMMITTED_INPUT, padded(2), min, max), min, max);
  }

  @Test
  void check_windowOfTheRangeTable_accepts() {
    int full = program.committedInput(padded(2), -32, 31, 0, 0);
    int positive = program.committedInput(padded(2), 5, 68, 5, 68);
    int acc = program.contract(padded(2), List.of(term(1, full, BATCH), term(1, positive, BATCH)));
    program.committedOutput(program.requantize(acc, RELU));
    accepted();
    assertThat(program.build().boundary()).containsExactly(full, positive, acc + 1);
    assertThat(TensorExecutor.run(program.build(), program.values()).get(acc))
        .containsExactly(5, 68);
  }

  @Test
  void check_privateInput_isTakenAndStandsInNoStatement() {
    int g = program.tensor(new TensorSpec("g", Storage.PRIVATE_INPUT, padded(2), -9, 9), 3, 4);
    refused("tensor g is never defined");
    program.job(new CommittedInput(g, -9, 9));
    program.requantize(program.contract(padded(2), List.of(term(1, g, BATCH))), RELU);
    accepted();
    assertThat(program.build().boundary()).isEmpty();
    assertThat(TensorExecutor.run(program.build(), program.values()).get(g)).containsExactly(3, 4);
  }

  @Test
  void check_widerWindow_isRefused() {
    program.committedInput(padded(2), -32, 32, 0, 0);
    refused("bounds exceed the range table");
  }

  @Test
  void check_otherBoundsThanTheTensors_isRefused() {
    program.job(new CommittedInput(given(-9, 9), -9, 8));
    refused("result's bounds");
  }

  @Test
  void check_withoutItsJob_isRefused() {
    given(-9, 9);
    refused("tensor g is never defined");
  }

  @Test
  void check_usedBeforeItsJob_isRefused() {
    int g = given(-9, 9);
    program.contract(padded(2), List.of(term(1, g, BATCH)));
    program.job(new CommittedInput(g, -9, 9));
    refused("an operand is not defined yet");
  }

  @Test
  void check_takenTwice_isRefused() {
    int g = program.committedInput(padded(2), -9, 9, 0, 0);
    program.job(new CommittedInput(g, -9, 9));
    refused("its result is defined already");
  }

  @Test
  void check_witnessOrPublicInputTaken_isRefused() {
    program.job(new CommittedInput(witness(padded(2), -9, 9), -9, 9));
    refused("result is no committed input");
  }

  @Test
  void check_committedInputComputed_isRefused() {
    int g = program.tensor(new TensorSpec("g", Storage.COMMITTED_INPUT, padded(4), 0, 63));
    program.job(new Requantize(g, copy(), BITS, RELU));
    refused("result is no witness");
  }

  @Test
  void outputs_committedTwiceOrNotComputed_areRefused() {
    int q = program.requantize(copy(), RELU);
    program.committedOutput(q).committedOutput(q);
    refused("an output is committed twice");
    program.committedOutput(x);
    refused("output 0 is not a witness tensor");
  }

  @Test
  void run_entryOutsideItsBounds_isRefused() {
    program.committedInput(padded(2), -9, 9, 3, 10);
    assertThatThrownBy(() -> TensorExecutor.run(program.build(), program.values()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("= 10 is outside -9 to 9");
  }
}
