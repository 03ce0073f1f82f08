package io.zkml.benchmarks.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.benchmarks.run.GuestRun.Guest;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Limits;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestRunTest {

  private static final Path DATA = Path.of("..", "data");

  /** The instructions for each of a size that {@code --help} speaks of. */
  @ParameterizedTest
  @CsvSource({
    "FIBONACCI, 10000, 5",
    "SHA256, 10000, 83",
    "SORT, 1000, 184",
    "SORT, 10000, 241",
  })
  void input_ofASize_takesAsManyInstructionsAsStated(Guest guest, int size, int each)
      throws Exception {
    GuestRun run = new GuestRun.Sized(guest, size);
    ExecutionResult result = execute(run);

    assertThat(result.exitCode()).isZero();
    assertThat(Math.round((double) result.cycles() / size)).isEqualTo(each);
  }

  private static ExecutionResult execute(GuestRun run) throws Exception {
    return new io.zkml.vm.riscv.exec.Machine(run.load(DATA), Limits.DEFAULT)
        .execute(run.input(DATA));
  }

  @Test
  void guests_withModels_run() throws Exception {
    GuestRun loan = GuestRun.parse("guest:loan");
    assertThat(loan.name()).isEqualTo("guest:loan");
    assertThat(new String(execute(loan).output(), US_ASCII)).isEqualTo("R5\n");
    GuestRun many = GuestRun.parse("guest:classify-many:3");
    assertThat(many.name()).isEqualTo("guest:classify-many:3");
    String[] histogram = new String(execute(many).output(), US_ASCII).split("\n", -1);
    assertThat(Arrays.stream(histogram).limit(10).mapToInt(Integer::parseInt).sum()).isEqualTo(3);
  }

  @Test
  void parse_name_isTheSameRun() throws Exception {
    GuestRun run = new GuestRun.Sized(Guest.FIBONACCI, 1 << 20);

    assertThat(run.name()).isEqualTo("riscv:fibonacci:1048576");
    assertThat(GuestRun.parse(run.name())).isEqualTo(run);
  }
}
