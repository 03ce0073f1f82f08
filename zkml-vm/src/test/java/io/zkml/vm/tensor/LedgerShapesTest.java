package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.ProgramBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Axes against shapes. */
class LedgerShapesTest extends LedgerFixture {

  private final TensorAxis window = new TensorAxis.Window(2, 1, 1, 0, false);

  private void terms(TensorLayout out, LinearTerm... terms) {
    program.contract(out, Arrays.asList(terms));
  }

  @Test
  void check_batchAxesOfOtherLength_areRefused() {
    terms(padded(5), term(1, x, BATCH));
    refused("batch axes differ");
  }

  @Test
  void check_batchAxesCutDifferently_areRefused() {
    int y = program.input(features(3), 0, 1, 0, 0, 0);
    terms(padded(3), term(1, y, BATCH));
    refused("batch axes differ");
  }

  @Test
  void check_freeAxes_mustAgree() {
    int w = program.constant(padded(3, 4), 0, 1, new long[12]);
    terms(padded(4), product(x, w, FREE, INNER));
    refused("free axes differ");
  }

  @Test
  void check_sharedAxes_mustAgree() {
    int w = program.constant(padded(3), 0, 1, new long[3]);
    terms(padded(4), product(x, w, SHARED));
    refused("shared axes differ");
  }

  @Test
  void check_sharedAxesWithOtherResult_areRefused() {
    terms(padded(3), product(x, x, SHARED));
    refused("shared axes differ");
  }

  @Test
  void check_innerAxes_mustAgree() {
    int w = program.constant(padded(2, 5), 0, 1, new long[10]);
    terms(padded(2), product(x, w, FREE, INNER));
    refused("inner axes differ in length");
  }

  @Test
  void check_kernelLength_isTheSecondOperands() {
    int w = program.constant(padded(3), 0, 1, new long[3]);
    terms(padded(4), product(x, w, window));
    refused("kernel length");
  }

  @Test
  void check_resultWithMoreAxes_isRefused() {
    terms(padded(4, 1), term(1, x, BATCH));
    refused("axes left over");
  }

  @Test
  void check_resultWithFewerAxes_isRefused() {
    terms(padded(4), term(1, x, BATCH, BROADCAST));
    refused("acc1 has too few axes");
  }

  @Test
  void check_operandWithMoreAxes_isRefused() {
    int y = program.input(padded(4, 1), 0, 1, 0, 0, 0, 0);
    terms(padded(4), term(1, y, BATCH));
    refused("axes left over");
  }

  @Test
  void check_secondOperandWithMoreAxes_isRefused() {
    int w = program.constant(padded(4, 1), 0, 1, 0, 0, 0, 0);
    terms(padded(4), product(x, w, SHARED));
    refused("axes of the second operand left over");
  }

  @Test
  void check_axisOfASecondOperandThatIsNone_isRefused() {
    for (TensorAxis axis : List.of(FREE, INNER, SHARED)) {
      ProgramBuilder b = new ProgramBuilder(BITS);
      int in = b.input(padded(4), 0, 1, 0, 0, 0, 0);
      b.contract(padded(4), List.of(term(1, in, axis)));
      assertThatThrownBy(b::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs a second operand");
    }
  }

  @Test
  void check_productThatSumsOneOperand_isRefused() {
    int w = program.constant(padded(3), 0, 1, 0, 0, 0);
    terms(padded(3), product(x, w, SUM, FREE));
    refused("a product sums one operand's axis");
  }

  @Test
  void contract_withoutTerms_isRefused() {
    assertThatThrownBy(() -> new Contract(0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a contraction without terms");
  }
}
