package io.zkml.vm.riscv.exec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs give the same in all modes and in the naive interpreter. */
class DifferentialTest {

  @ParameterizedTest(name = "seeds from {0}")
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void run_randomPrograms_agreeWithNaiveInterpreter(long first) {
    for (long seed = first; seed < first + 40; seed++) {
      ExecutionTrace trace =
          Runs.compare(RandomGuest.program(seed, 150).program(), RandomGuest.input(seed));
      new TraceChecker(trace).check();
    }
  }
}
