package io.zkml.testkit;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import java.util.List;

/** The contract on a chip that keeps it: how a chip's test looks. */
class CounterChipTest extends ChipContract {

  @Override
  protected Chip chip() {
    return SampleChips.counter(SampleChips.Fault.NONE);
  }

  @Override
  protected List<ChipExample> examples() {
    return List.of(
        ChipExample.of("three steps", SampleChips.honest(chip()))
            .withLookup(SampleChips.LIMB, values -> values.getFirst() < 16)
            .withMessages(
                BusMessage.of(SampleChips.STATE, 1, 0, 5),
                BusMessage.of(SampleChips.STATE, -1, 3, 13)));
  }

  @Override
  protected String goldenDigest() {
    return "8e589999639cb733a515c6a33c2f2e0c243a0d3b1c7bc5230e053e431bd46b00";
  }
}
