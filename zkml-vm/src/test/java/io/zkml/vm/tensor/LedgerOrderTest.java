package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;

import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definition and use in order, and what may be an output. */
class LedgerOrderTest extends LedgerFixture {

  @Test
  void check_honestProgram_accepts() {
    program.output(program.requantize(copy(), RELU));
    accepted();
  }

  @Test
  void check_tensorDefinedTwice_isRefused() {
    int acc = copy();
    program.job(new Contract(acc, List.of(term(1, x, BATCH))));
    refused("its result is defined already");
  }

  @Test
  void check_witnessDefinedTwice_isRefused() {
    int acc = copy();
    int q = program.requantize(acc, RELU);
    program.job(new Requantize(q, acc, BITS, RELU));
    refused("its result is defined already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INPUT", "CONSTANT"})
  void check_givenTensorDefined_isRefused(Storage storage) {
    int given = program.tensor(new TensorSpec("g", storage, padded(4), 0, 63), 0, 0, 0, 0);
    int acc = copy();
    program.job(new Requantize(given, acc, BITS, RELU));
    refused("result is no witness");
  }

  @Test
  void check_tensorNeverDefined_isRefused() {
    witness(padded(4), 0, 63);
    refused("tensor w is never defined");
  }

  @Test
  void check_accumulatorNeverDefined_isRefused() {
    accumulator(padded(4), -9, 9);
    refused("tensor a is never defined");
  }

  @Test
  void check_operandUsedBeforeItsDefinition_isRefused() {
    int later = witness(padded(4), 0, 63);
    int acc = program.contract(padded(4), List.of(term(1, later, BATCH)));
    program.job(new Requantize(later, acc, BITS, RELU));
    refused("an operand is not defined yet");
  }

  @Test
  void check_maximumOfItself_isRefused() {
    int w = witness(padded(4), 0, 63);
    program.job(new MaxWindow(w, w, List.of(BATCH)));
    refused("an operand is not defined yet");
  }

  @Test
  void check_accumulatorRoundedBeforeItsDefinition_isRefused() {
    int acc = accumulator(padded(4), -10, 10);
    program.requantize(acc, RELU);
    refused("an operand is not defined yet");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 17, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void check_operandOutOfRange_isRefused(int tensor) {
    program.contract(padded(4), List.of(term(1, tensor, BATCH)));
    refused("no such operand");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 17, Integer.MIN_VALUE})
  void check_secondOperandOutOfRange_isRefused(int tensor) {
    program.contract(padded(4), List.of(product(x, tensor, SHARED)));
    refused("no such operand");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 17})
  void check_sourceOutOfRange_isRefused(int tensor) {
    int q = witness(padded(4), 0, 63);
    program.job(new Requantize(q, tensor, BITS, RELU));
    refused("no such operand");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 17})
  void check_maximumOutOfRange_isRefused(int tensor) {
    int q = witness(padded(4), 0, 63);
    program.job(new MaxWindow(q, tensor, List.of(BATCH)));
    refused("no such operand");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 17})
  void check_resultOutOfRange_isRefused(int tensor) {
    program.job(new Contract(tensor, List.of(term(1, x, BATCH))));
    refused("no such tensor");
  }

  @Test
  void check_outputs_areWitnesses() {
    int acc = copy();
    program.requantize(acc, RELU);
    program.output(acc);
    refused("output 1 is not a witness tensor");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 9})
  void check_outputThatIsNone_isRefused(int output) {
    program.output(output);
    refused("output " + output + " is not a witness tensor");
  }

  @Test
  void check_accumulatorAsOperand_isRefused() {
    int acc = copy();
    program.contract(padded(4), List.of(term(1, acc, BATCH)));
    refused("an operand is an accumulator");
  }

  @Test
  void check_accumulatorAsSecondOperand_isRefused() {
    int acc = copy();
    program.contract(padded(4), List.of(product(x, acc, SHARED)));
    refused("an operand is an accumulator");
  }

  @Test
  void check_maximumOfAccumulator_isRefused() {
    int acc = copy();
    program.max(acc, padded(4), BATCH);
    refused("an operand is an accumulator");
  }

  @Test
  void check_contractionIntoWitness_isRefused() {
    int w = witness(padded(4), 0, 63);
    program.job(new Contract(w, List.of(term(1, x, BATCH))));
    refused("result is no accumulator");
  }

  @Test
  void check_maximumIntoAccumulator_isRefused() {
    int acc = accumulator(padded(4), -10, 9);
    program.job(new MaxWindow(acc, x, List.of(BATCH)));
    refused("result is no witness");
  }

  @Test
  void check_requantizeOfWitness_isRefused() {
    int q = program.requantize(copy(), RELU);
    int again = witness(padded(4), 0, 63);
    program.job(new Requantize(again, q, BITS, RELU));
    refused("source is no accumulator");
  }

  @Test
  void check_requantizeIntoAccumulator_isRefused() {
    int acc = copy();
    int other = accumulator(padded(4), 0, 63);
    program.job(new Requantize(other, acc, BITS, RELU));
    refused("result is no witness");
  }
}
