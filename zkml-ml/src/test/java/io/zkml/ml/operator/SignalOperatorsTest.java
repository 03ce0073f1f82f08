package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import org.junit.jupiter.api.Test;

class SignalOperatorsTest {
  private static final FloatTensor SIGNAL = tensor(dims(1, 4, 1), 1, 2, 3, 4);

  private static void assertClose(FloatTensor actual, int[] dims, double... expected) {
    assertThat(actual.shape().toArray()).containsExactly(dims);
    assertThat(actual.data()).containsExactly(expected, within(1e-12));
  }

  private static FloatTensor dft(FloatTensor x, int inverse, int onesided) {
    return new Evaluation("DFT", 20)
        .input(x)
        .with("inverse", inverse)
        .with("onesided", onesided)
        .run();
  }

  @Test
  void dft_realSignal_givesBothHalvesOrOne() {
    assertClose(dft(SIGNAL, 0, 0), dims(1, 4, 2), 10, 0, -2, 2, -2, 0, -2, -2);
    assertClose(dft(SIGNAL, 0, 1), dims(1, 3, 2), 10, 0, -2, 2, -2, 0);
  }

  @Test
  void dft_inverse_restoresTheSignal() {
    assertClose(dft(dft(SIGNAL, 0, 0), 1, 0), dims(1, 4, 2), 1, 0, 2, 0, 3, 0, 4, 0);
    assertClose(dft(dft(SIGNAL, 0, 1), 1, 1), dims(1, 4, 1), 1, 2, 3, 4);
  }

  @Test
  void dft_otherLength_cutsOrFills() {
    Evaluation cut = new Evaluation("DFT", 17).input(SIGNAL).constant(FloatTensor.scalar(2));

    assertClose(cut.with("axis", 1).run(), dims(1, 2, 2), 3, 0, -1, 0);
    assertClose(
        new Evaluation("DFT", 20)
            .input(tensor(dims(1, 1), 5))
            .constant(FloatTensor.vector(2))
            .run(),
        dims(2, 2),
        5,
        0,
        5,
        0);
    new Evaluation("DFT", 17).input(SIGNAL).with("axis", 2).assertRefused("complex parts");
  }

  @Test
  void stft_window_weightsEveryFrame() {
    FloatTensor frames =
        new Evaluation("STFT", 17)
            .input(SIGNAL)
            .constant(FloatTensor.scalar(2))
            .constant(FloatTensor.vector(1.0, 2))
            .run();

    assertClose(frames, dims(1, 2, 2, 2), 5, 0, -3, 0, 11, 0, -5, 0);
    new Evaluation("STFT", 17)
        .input(SIGNAL)
        .constant(FloatTensor.scalar(2))
        .assertRefused("neither window nor frame_length");
  }

  @Test
  void windows_bothForms_haveTheirShape() {
    FloatTensor four = FloatTensor.scalar(4);

    assertClose(new Evaluation("HannWindow", 17).constant(four).run(), dims(4), 0, 0.5, 1, 0.5);
    assertClose(
        new Evaluation("HammingWindow", 17)
            .constant(FloatTensor.scalar(3))
            .with("periodic", 0)
            .run(),
        dims(3),
        4 / 46.0,
        1,
        4 / 46.0);
    FloatTensor blackman =
        new Evaluation("BlackmanWindow", 17)
            .constant(four)
            .with("output_datatype", DataType.DOUBLE.code())
            .run();
    assertClose(blackman, dims(4), 0, 0.34, 1, 0.34);
    assertThat(blackman.type()).isEqualTo(DataType.DOUBLE);
    new Evaluation("HannWindow", 17).input(four).assertRefused("'size' must be constant");
  }

  @Test
  void melWeightMatrix_oneBand_isATriangle() {
    // Edges at 0, 1/3 and 2/3 of the mel of 3000 Hz: bins 0, 3 and 8 of 17 at 8000 Hz.
    FloatTensor matrix =
        new Evaluation("MelWeightMatrix", 17)
            .constant(FloatTensor.scalar(1))
            .constant(FloatTensor.scalar(32))
            .constant(FloatTensor.scalar(8000))
            .constant(FloatTensor.scalar(0))
            .constant(FloatTensor.scalar(3000))
            .run();

    assertThat(matrix.shape().toArray()).containsExactly(17, 1);
    assertThat(matrix.argMax()).isEqualTo(peak());
    assertThat(matrix.get(0)).isEqualTo(0);
    assertThat(matrix.get(peak())).isEqualTo(1);
    assertThat(matrix.get(16)).isEqualTo(0);
  }

  private static int peak() {
    double mel = 2595 * Math.log10(1 + 3000 / 700.0) / 3;
    return (int) (33 * 700 * (Math.pow(10, mel / 2595) - 1) / 8000);
  }
}
