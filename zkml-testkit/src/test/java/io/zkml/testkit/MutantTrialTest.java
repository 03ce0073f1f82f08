package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.check.BusMessage;
import io.zkml.testkit.MutantTrial.Kill;
import io.zkml.testkit.SampleChips.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mutants of the counter. */
class MutantTrialTest {

  private static final List<long[]> PADDING = List.of(new long[5]);

  private static ChipExample example(Chip chip) {
    return ChipExample.of("three steps", SampleChips.honest(chip))
        .withLookup(SampleChips.LIMB, values -> values.getFirst() < 8 && values.getFirst() >= 0)
        .withMessages(
            BusMessage.of(SampleChips.STATE, 1, 0, 5), BusMessage.of(SampleChips.STATE, -1, 3, 13))
        .withOffered(
            List.of(
                BusMessage.of(SampleChips.STATE, 1, 1, 12),
                BusMessage.of(SampleChips.STATE, 1, 2, 12)));
  }

  private static Kill run(Chip chip, String name) {
    MutantTrial trial = new MutantTrial(example(chip), PADDING, List.of());
    return trial.run(
        Mutants.of(chip, trial::isLookup, trial::isFree).stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          constraint 'boolean' dropped                    ; ROW_ACCEPTED
          constraint 'sum' dropped                        ; ROW_ACCEPTED
          constraint 'silent' dropped                     ; ROW_ACCEPTED
          constraint 'no digit' dropped                   ; ROW_ACCEPTED
          message 'digit' dropped                         ; ROW_ACCEPTED
          message 'digit' counted negatively              ; ROW_ACCEPTED
          message 'digit' on another bus                  ; HONEST_REFUSED
          message 'receive' dropped                       ; HONEST_REFUSED
          message 'receive', value 1 as 0                 ; HONEST_REFUSED
          message 'send', value 0 plus 1                  ; HONEST_REFUSED
          message 'send' counted 1 in every row           ; HONEST_REFUSED
          messages 'receive' and 'send' dropped           ; ROW_ACCEPTED
          value 1 of bus 'state' hidden                   ; ROW_ACCEPTED
          """)
  void run_mutantOfTheCounter_isShown(String name, Kill expected) {
    assertThat(run(SampleChips.counter(Fault.NONE), name)).isEqualTo(expected);
  }

  @Test
  void report_ruleThatSaysNothingNew_isUnexplainedWithoutReason() {
    Chip counter = SampleChips.counter(Fault.NONE);
    List<Constraint> rules = new ArrayList<>(counter.constraints());
    rules.add(new Constraint("again", rules.getFirst().node()));
    Chip twice =
        new Chip(counter.name(), counter.columns(), counter.graph(), rules, counter.interactions());
    List<String> both = List.of("constraint 'boolean' dropped", "constraint 'again' dropped");
    assertThat(report(twice, List.of()).unexplained()).isEqualTo(both);
    Survivor reason = new Survivor("constraint '(again|boolean)' dropped", "one is enough");
    assertThat(report(twice, List.of(reason)).unexplained()).isEmpty();
    assertThat(report(twice, List.of(reason)).needless()).isEmpty();
    Survivor needless = new Survivor("constraint 'again too' dropped", "no such rule");
    assertThat(report(twice, List.of(reason, needless)).needless()).containsExactly(needless);
  }

  private static MutantReport report(Chip chip, List<Survivor> survivors) {
    MutantReport report = new MutantReport(chip, survivors);
    report.add(new MutantTrial(example(chip), PADDING, List.of()));
    return report;
  }
}
