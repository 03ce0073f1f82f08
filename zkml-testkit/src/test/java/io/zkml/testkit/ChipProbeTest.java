package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.SampleChips.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The probe finds what is missing in a chip. */
class ChipProbeTest {

  private static final long SEED = 5;

  @Test
  void attack_soundChip_findsNothing() {
    assertThat(probe(Fault.NONE).attack(List.of(), SEED).unnoticed()).isEmpty();
  }

  @Test
  void attack_withoutSum_findsNothingElseThanTheDigit() {
    assertThat(probe(Fault.SUM).attack(List.of(), SEED).unnoticed())
        .isNotEmpty()
        .allMatch(change -> change.contains("counter.digit") || change.contains("counter.next"));
  }

  @Test
  void attack_withoutLookup_findsNothing_sinceTheSumBindsTheDigit() {
    // The bound alone is lost: single changes cannot show it, golden digests and ledgers do.
    assertThat(probe(Fault.LOOKUP).attack(List.of(), SEED).unnoticed()).isEmpty();
  }

  @Test
  void attack_freeCellWithReason_isExcused() {
    List<FreeCell> free =
        List.of(
            FreeCell.everywhere("digit", "test"), new FreeCell("next", row -> row[1] == 0, "test"));
    ChipProbe.Attack attack = probe(Fault.SUM).attack(free, SEED);
    assertThat(attack.unnoticed()).isEmpty();
    assertThat(attack.needless()).isEmpty();
  }

  @Test
  void attack_needlessExcuse_isReported() {
    List<FreeCell> free = List.of(FreeCell.everywhere("selected", "test"));
    assertThat(probe(Fault.NONE).attack(free, SEED).needless()).isEqualTo(free);
  }

  @Test
  void honest_soundChip_findsNothing() {
    assertThat(probe(Fault.NONE).honest()).isEmpty();
  }

  @Test
  void honest_withoutSender_findsUnbalancedState() {
    assertThat(probe(Fault.STATE).honest()).isNotEmpty().allMatch(m -> m.startsWith("state["));
  }

  @Test
  void honest_digitOutsideTheTable_isFound() {
    Chip chip = SampleChips.counter(Fault.NONE);
    ChipExample example =
        ChipExample.of("small table", SampleChips.honest(chip))
            .withLookup(SampleChips.LIMB, values -> values.getFirst() < 7);
    assertThat(new ChipProbe(example).honest()).anyMatch(m -> m.contains("limb does not hold [7]"));
  }

  @Test
  void padding_rowThatSends_isNotSilent() {
    ChipProbe probe = probe(Fault.NONE);
    assertThat(probe.padding(new long[] {9, 0, 0, 0, 0})).isEmpty();
    assertThat(probe.padding(new long[] {9, 1, 0, 0, 0})).anyMatch(m -> m.contains("not silent"));
    assertThat(probe.padding(new long[] {9, 0, 0, 0, 1})).anyMatch(m -> m.contains("sum"));
    assertThat(probe.padding(new long[] {9, 0, 0, 99, 0})).anyMatch(m -> m.contains("limb"));
  }

  private static ChipProbe probe(Fault fault) {
    Chip chip = SampleChips.counter(fault);
    TraceTable honest = SampleChips.honest(chip);
    return new ChipProbe(
        ChipExample.of("three steps", honest)
            .withLookup(SampleChips.LIMB, values -> values.getFirst() < 16)
            .withMessages(
                BusMessage.of(SampleChips.STATE, 1, 0, 5),
                BusMessage.of(SampleChips.STATE, -1, 3, 13)));
  }
}
