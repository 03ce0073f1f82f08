package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;

/** A program to break one rule of. */
abstract class LedgerFixture {

  static final int BITS = 6;
  static final TensorAxis BATCH = new TensorAxis.Batch();
  static final TensorAxis FREE = new TensorAxis.Free();
  static final TensorAxis INNER = new TensorAxis.Inner();
  static final TensorAxis SHARED = new TensorAxis.Shared();
  static final TensorAxis SUM = new TensorAxis.Sum();
  static final TensorAxis BROADCAST = new TensorAxis.Broadcast();
  static final Activation LINEAR = new Activation.Linear();
  static final Activation RELU = new Activation.Relu();

  final ProgramBuilder program = new ProgramBuilder(BITS);
  final int x = program.input(padded(4), -10, 9, 1, 2, 3, 4);

  void refused(String rule) {
    assertThatThrownBy(program::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  void accepted() {
    assertThatCode(program::build).doesNotThrowAnyException();
  }

  int accumulator(TensorLayout layout, long min, long max) {
    return program.tensor(new TensorSpec("a", Storage.ACCUMULATOR, layout, min, max));
  }

  int witness(TensorLayout layout, long min, long max) {
    return program.tensor(new TensorSpec("w", Storage.WITNESS, layout, min, max));
  }

  int copy() {
    return program.contract(padded(4), List.of(term(1, x, BATCH)));
  }
}
