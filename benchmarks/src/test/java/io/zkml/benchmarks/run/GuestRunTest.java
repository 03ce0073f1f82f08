package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.benchmarks.run.GuestRun.Guest;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.exec.ExecutionResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestRunTest {

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
    Path elf = run.elf(Path.of("..", "data"));
    ExecutionResult result =
        new io.zkml.vm.riscv.exec.Machine(ElfReader.read(Files.readAllBytes(elf)))
            .execute(run.input());

    assertThat(result.exitCode()).isZero();
    assertThat(Math.round((double) result.cycles() / size)).isEqualTo(each);
  }

  @Test
  void parse_name_isTheSameRun() throws Exception {
    GuestRun run = new GuestRun.Sized(Guest.FIBONACCI, 1 << 20);

    assertThat(run.name()).isEqualTo("riscv:fibonacci:1048576");
    assertThat(GuestRun.parse(run.name())).isEqualTo(run);
  }
}
