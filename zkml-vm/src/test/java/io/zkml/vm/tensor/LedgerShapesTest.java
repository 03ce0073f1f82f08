package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
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

  private static TensorAxis gather(int resultAxes, int firstAxes, int... indices) {
    return new TensorAxis.Gather(resultAxes, firstAxes, IndexList.of(indices));
  }

  @Test
  void check_gatherOfOtherSize_isRefused() {
    terms(padded(2, 3), term(1, x, gather(2, 1, 0, 1, 2, 3, -1)));
    refused("indices of a gather");
  }

  @Test
  void check_gatherBeyondTheOperand_isRefused() {
    for (int index : new int[] {4, -2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      ProgramBuilder b = new ProgramBuilder(BITS);
      int in = b.input(padded(4), 0, 1, 0, 0, 0, 0);
      b.contract(padded(2), List.of(term(1, in, gather(1, 1, 3, index))));
      assertThatThrownBy(b::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an index of a gather");
    }
  }

  @Test
  void check_gatherOfMoreAxesThanThereAre_isRefused() {
    terms(padded(2), term(1, x, gather(1, 2, 0, 1)));
    refused("input0 has too few axes");
  }

  @Test
  void check_gatherToOtherAxes_isRefused() {
    terms(padded(2, 1), term(1, x, gather(1, 1, 0, 1)));
    refused("axes left over");
  }

  @Test
  void gather_ofNegativeAxes_isRefused() {
    assertThatThrownBy(() -> gather(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gather(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void check_axesInAnotherOrder_mustAgreeThere() {
    int w = program.constant(padded(3, 4), 0, 1, new long[12]);
    terms(padded(3, 4), LinearTerm.transposed(1, w, 1, 0));
    refused("batch axes differ");
  }

  @Test
  void term_ordersThatDoNotFit_areRefused() {
    AxisOrder listed = AxisOrder.listed(2);
    AxisOrder swapped = AxisOrder.of(1, 0);
    List<TensorAxis> axes = List.of(BATCH, BATCH);
    for (AxisOrder[] orders :
        new AxisOrder[][] {
          {listed, swapped}, {AxisOrder.listed(1), listed}, {listed, AxisOrder.listed(3)}
        }) {
      assertThatThrownBy(() -> new LinearTerm(1, x, LinearTerm.NONE, axes, orders[0], orders[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("orders of 2 axes");
    }
  }

  @Test
  void contract_withoutTerms_isRefused() {
    assertThatThrownBy(() -> new Contract(0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a contraction without terms");
  }
}
