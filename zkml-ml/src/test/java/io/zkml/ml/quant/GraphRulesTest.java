package io.zkml.ml.quant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of quantised graphs, broken alone. */
class GraphRulesTest {

  private static final Rounding RELU = new Rounding(6, new Activation.Relu());
  private static final TensorShape IMAGE = TensorShape.of(1, 3, 4);

  private final List<QuantValue> values = new ArrayList<>(List.of(value("x", IMAGE, 0, 63)));
  private final List<QuantOp> ops = new ArrayList<>();

  private static QuantValue value(String name, TensorShape shape, long min, long max) {
    return new QuantValue(name, shape, 1, 1, min, max);
  }

  private int define(int... dims) {
    values.add(value("y", TensorShape.of(dims), 0, 63));
    return values.size() - 1;
  }

  private static IntTensor zeros(int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return new IntTensor(shape, new long[(int) shape.elements()]);
  }

  private void accepted() {
    assertThatCode(this::graph).doesNotThrowAnyException();
  }

  private void refused(String rule) {
    assertThatThrownBy(this::graph).isInstanceOf(IllegalArgumentException.class).hasMessage(rule);
  }

  private QuantizedGraph graph() {
    return new QuantizedGraph(values, ops, 0, values.size() - 1);
  }

  /** Zeros along an axis of an image. */
  private static IntTensor along(int axis, int length) {
    int[] dims = {1, 1, 1};
    dims[axis] = length;
    return new IntTensor(TensorShape.of(dims), new long[length]);
  }

  private QuantSum sum(int result, int biasAxis, int bias, int... operands) {
    List<Addend> addends = new ArrayList<>();
    for (int o : operands) {
      addends.add(new Addend(o, 1));
    }
    return new QuantSum(result, new LinearForm(addends, along(biasAxis, bias)), RELU);
  }

  @Test
  void check_goodSum_accepts() {
    ops.add(sum(define(1, 3, 4), 1, 3, 0, 0));
    accepted();
  }

  @Test
  void check_operandNeverDefined_isRefused() {
    int y = define(1, 3, 4);
    ops.add(sum(y, 1, 3, y));
    refused("y: read before it is defined");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
  void check_operandOutOfRange_isRefused(int operand) {
    ops.add(sum(define(1, 3, 4), 1, 3, operand));
    refused("there is no value " + operand);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void check_resultOutOfRange_isRefused(int result) {
    define(1, 3, 4);
    ops.add(sum(result, 1, 3, 0));
    refused("there is no value " + result);
  }

  @Test
  void check_valueDefinedTwice_isRefused() {
    int y = define(1, 3, 4);
    ops.add(sum(y, 1, 3, 0));
    ops.add(sum(y, 1, 3, 0));
    refused("y: defined twice");
  }

  @Test
  void check_inputDefined_isRefused() {
    ops.add(sum(0, 1, 3, 0));
    refused("x: defined twice");
  }

  @Test
  void check_valueNeverDefined_isRefused() {
    define(1, 3, 4);
    refused("y: never defined");
  }

  @Test
  void check_outputThatIsTheInput_isRefused() {
    refused("x: the output is the input");
  }

  @Test
  void check_sumOfOtherShapes_isRefused() {
    ops.add(sum(define(1, 3, 5), 1, 3, 0));
    refused("y: its operands' shape");
  }

  @Test
  void check_sumOfNothing_isRefused() {
    ops.add(sum(define(1, 3, 4), 1, 3));
    refused("y: a sum of nothing");
  }

  @Test
  void check_sumOfTooMuch_isRefused() {
    ops.add(sum(define(1, 3, 4), 1, 3, new int[257]));
    refused("y: a sum of too much");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 4", "2, 3"})
  void check_sumsBias_liesAlongItsAxis(int axis, int length) {
    ops.add(sum(define(1, 3, 4), axis, length, 0));
    refused("y: its bias");
  }

  private void roundedTo(Rounding r, long min, long max) {
    values.add(value("y", IMAGE, min, max));
    ops.add(QuantSum.of(1, List.of(new Addend(0, 1)), r));
  }

  @Test
  void check_boundsOfOtherRounding_areRefused() {
    roundedTo(RELU, 0, 62);
    refused("y: its bounds");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, -3, 64})
  void check_shift_isThatOfATable(int shift) {
    roundedTo(new Rounding(shift, new Activation.Clamp(0, 0)), 0, 0);
    refused("y: its shift");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "-2, -1", "-33, 0", "0, 32"})
  void check_clamp_keepsZeroAndTheWindow(long low, long high) {
    roundedTo(new Rounding(6, new Activation.Clamp(low, high)), low, high);
    refused("y: its clamp");
  }

  @Test
  void check_tableOfOtherSize_isRefused() {
    roundedTo(new Rounding(6, new Activation.Table(zeros(63))), 0, 0);
    refused("y: its table's size");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void check_featureAxis_isOne(int axis) {
    values.set(0, new QuantValue("x", IMAGE, axis, 1, 0, 63));
    refused("x: its feature axis");
  }

  @Test
  void check_boundsOf62Bits_areRefused() {
    values.set(0, value("x", IMAGE, 0, 1L << 62));
    refused("x: its bounds");
    values.set(0, value("x", IMAGE, -1L << 62, 0));
    refused("x: its bounds");
  }

  @Test
  void check_shapes_haveElementsAndAxes() {
    for (TensorShape shape :
        List.of(TensorShape.of(), TensorShape.of(1, 0), TensorShape.of(new int[9]))) {
      values.set(0, value("x", shape, 0, 1));
      refused("x: its shape");
    }
  }

  @Test
  void check_hugeValues_areRefused() {
    values.set(0, value("x", TensorShape.of(1, 1 << 20, 1 << 20), 0, 1));
    values.add(value("y", TensorShape.of(1, 1), 0, 1));
    refused("y: too many elements");
  }

  private void convolution(boolean depthwise, IntTensor weights, int bias, WindowSpec... window) {
    int y = define(1, depthwise ? 3 : 2, 4);
    ops.add(new QuantConv(y, 0, List.of(window), weights, zeros(bias), depthwise, RELU));
  }

  private static WindowSpec window(int input, int output, int kernel, int pad) {
    return new WindowSpec(input, output, kernel, 1, 1, pad);
  }

  @Test
  void check_convolutions_accept() {
    convolution(false, zeros(2, 3, 3), 2, window(4, 4, 3, 1));
    accepted();
    values.removeLast();
    ops.clear();
    convolution(true, zeros(3, 3), 3, window(4, 4, 3, 1));
    accepted();
  }

  @Test
  void check_weightsOfOtherShape_areRefused() {
    convolution(false, zeros(2, 3, 2), 2, window(4, 4, 3, 1));
    refused("y: its weights");
    ops.clear();
    ops.add(new QuantConv(1, 0, List.of(window(4, 4, 3, 1)), zeros(2, 3), zeros(2), true, RELU));
    refused("y: its weights");
  }

  @Test
  void check_convolutionsBias_hasOneEntryAChannel() {
    convolution(false, zeros(2, 3, 3), 3, window(4, 4, 3, 1));
    refused("y: its bias");
  }

  @ParameterizedTest
  @CsvSource({"5, 4, 3", "4, 5, 3", "4, 4, 0"})
  void check_window_fitsTheShapes(int input, int output, int kernel) {
    convolution(false, zeros(2, 3, 3), 2, window(input, output, kernel, 1));
    refused("y: its window");
  }

  @Test
  void check_window_reachesNoFurtherThanInts() {
    convolution(false, zeros(2, 3, 3), 2, new WindowSpec(4, 4, 3, Integer.MAX_VALUE, 1, 0));
    refused("y: its window's reach");
    ops.clear();
    ops.add(
        new QuantConv(1, 0, List.of(window(4, 4, 3, -1)), zeros(2, 3, 3), zeros(2), false, RELU));
    refused("y: its window's reach");
  }

  @Test
  void check_windowOfOtherRank_isRefused() {
    convolution(false, zeros(2, 3), 2);
    refused("y: its rank");
  }

  @Test
  void check_batchOfOtherSize_isRefused() {
    ops.add(new QuantAverage(define(2, 3, 4), 0, List.of(window(4, 4, 1, 0)), 1, RELU));
    refused("y: its batch");
  }

  @Test
  void check_averageOfOtherChannels_isRefused() {
    ops.add(new QuantAverage(define(1, 2, 4), 0, List.of(window(4, 4, 1, 0)), 1, RELU));
    refused("y: its channels");
  }

  private void matrix(int leading, IntTensor weights, int bias, int... output) {
    ops.add(new QuantMatrix(define(output), 0, leading, weights, zeros(bias), RELU));
  }

  @Test
  void check_matrices_accept() {
    matrix(1, zeros(5, 3, 4), 5, 1, 5);
    accepted();
  }

  @Test
  void check_matrixOfOtherShape_isRefused() {
    matrix(1, zeros(5, 3, 3), 5, 1, 5);
    refused("y: its weights");
  }

  @Test
  void check_matrixWithOtherBias_isRefused() {
    matrix(1, zeros(5, 3, 4), 4, 1, 5);
    refused("y: its bias");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, 3})
  void check_matrixThatKeepsOtherAxes_isRefused(int leading) {
    matrix(leading, zeros(5, 3, 4), 5, 1, 5);
    refused("y: its rank");
  }

  @Test
  void check_matrixWithOtherBatch_isRefused() {
    matrix(1, zeros(5, 3, 4), 5, 2, 5);
    refused("y: its shape");
  }

  private void maximum(long max, int output, int kernel, int dilation, int pad) {
    values.add(value("y", TensorShape.of(1, 3, output), 0, max));
    List<WindowSpec> window = List.of(new WindowSpec(4, output, kernel, 1, dilation, pad));
    ops.add(new QuantMax(values.size() - 1, 0, window));
  }

  @Test
  void check_maxima_accept() {
    maximum(63, 4, 3, 1, 1);
    accepted();
  }

  @Test
  void check_maximumWithOtherBounds_isRefused() {
    maximum(62, 4, 3, 1, 1);
    refused("y: its bounds");
  }

  /** Padding repeats the nearest element, which need not be under a dilated window. */
  @ParameterizedTest
  @CsvSource({"4, 2, 2, 1", "3, 2, 2, 0", "4, 3, 1, 3", "7, 1, 1, 0", "8, 2, 1, 1"})
  void check_maximumOverStrangePadding_isRefused(int output, int kernel, int dilation, int pad) {
    maximum(63, output, kernel, dilation, pad);
    refused("y: its window over padding");
  }

  @Test
  void check_hugeMaximum_isRefused() {
    maximum(63, 1, 1 << 20, 1, 0);
    refused("y: too large a window");
  }
}
