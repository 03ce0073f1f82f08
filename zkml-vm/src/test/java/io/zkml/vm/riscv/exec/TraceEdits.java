package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.model.TracedCall;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Changes to traces of one chunk: what a dishonest prover would write down. */
public final class TraceEdits {

  private TraceEdits() {}

  /** A trace of the given cycles of another one, in this order; all else is kept. */
  public static ExecutionTrace cycles(ExecutionTrace trace, int... cycles) {
    TraceChunk from = trace.chunks().getFirst();
    TraceChunk to = new TraceChunk();
    OtherAccesses others = from.others();
    for (int cycle : cycles) {
      for (TraceColumn column : TraceColumn.values()) {
        to.set(column, from.get(column, cycle));
      }
      for (int o = 0; o < others.size(); o++) {
        if (others.rows()[o] == cycle) {
          to.others()
              .add(
                  to.rows(),
                  others.clks()[o],
                  others.spaces()[o],
                  others.addresses()[o],
                  others.befores()[o],
                  others.afters()[o],
                  others.times()[o]);
        }
      }
      to.endRow();
    }
    return new ExecutionTrace(trace.code(), List.of(to), trace.summary());
  }

  /** All cycles but those from {@code from} up to {@code to}. */
  public static ExecutionTrace without(ExecutionTrace trace, int from, int to) {
    int n = trace.chunks().getFirst().rows();
    return cycles(trace, IntStream.range(0, n).filter(i -> i < from || i >= to).toArray());
  }

  /** Another value in a cell. */
  public static ExecutionTrace with(
      ExecutionTrace trace, TraceColumn column, int cycle, int value) {
    int n = trace.chunks().getFirst().rows();
    ExecutionTrace copy = cycles(trace, IntStream.range(0, n).toArray());
    copy.chunks().getFirst().column(column)[cycle] = value;
    return copy;
  }

  /** Another result. */
  public static ExecutionTrace withResult(
      ExecutionTrace trace, UnaryOperator<ExecutionResult> change) {
    TraceSummary s = trace.summary();
    return new ExecutionTrace(
        trace.code(),
        trace.chunks(),
        new TraceSummary(change.apply(s.result()), s.endClk(), s.boundary(), s.calls()));
  }

  /** Another boundary: {@code change} gets a copy. */
  public static ExecutionTrace withBoundary(
      ExecutionTrace trace, UnaryOperator<MemoryBoundary> change) {
    TraceSummary s = trace.summary();
    MemoryBoundary b = s.boundary();
    MemoryBoundary copy = rows(b, IntStream.range(0, b.size()).toArray());
    return new ExecutionTrace(
        trace.code(),
        trace.chunks(),
        new TraceSummary(s.result(), s.endClk(), change.apply(copy), s.calls()));
  }

  /** Other calls of models. */
  public static ExecutionTrace withCalls(ExecutionTrace trace, List<TracedCall> calls) {
    TraceSummary s = trace.summary();
    return new ExecutionTrace(
        trace.code(),
        trace.chunks(),
        new TraceSummary(s.result(), s.endClk(), s.boundary(), calls));
  }

  /** A boundary of the given rows of another one. */
  public static MemoryBoundary rows(MemoryBoundary b, int... rows) {
    boolean[] image = new boolean[rows.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = b.image()[rows[i]];
    }
    return new MemoryBoundary(
        pick(b.spaces(), rows),
        pick(b.addresses(), rows),
        image,
        pick(b.initial(), rows),
        pick(b.last(), rows),
        pick(b.times(), rows));
  }

  private static int[] pick(int[] values, int... rows) {
    return Arrays.stream(rows).map(i -> values[i]).toArray();
  }
}
