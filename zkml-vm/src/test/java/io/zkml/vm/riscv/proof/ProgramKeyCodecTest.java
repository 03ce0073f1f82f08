package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProgramKeyCodecTest {

  private static final ProgramKey KEY = key(3);

  private static ProgramKey key(int n) {
    try (Workers workers = Workers.of(1)) {
      return Guests.machine(Guests.fibonacci(n), SecurityParameters.UNSAFE_TEST, workers).key();
    }
  }

  @Test
  void decode_encodedKey_isTheKey() throws KeyFormatException {
    assertThat(ProgramKeyCodec.decode(ProgramKeyCodec.encode(KEY))).isEqualTo(KEY);
    assertThat(KEY.digest()).isEqualTo(key(3).digest()).isNotEqualTo(key(4).digest());
  }

  @Test
  void decode_keyWithModels_isTheKeyOrRefused() throws KeyFormatException {
    ProgramKey key;
    try (Workers workers = Workers.of(1)) {
      key =
          ModelGuests.machine(ModelGuests.guest(1), SecurityParameters.UNSAFE_TEST, workers).key();
    }
    byte[] bytes = ProgramKeyCodec.encode(key);
    assertThat(ProgramKeyCodec.decode(bytes)).isEqualTo(key);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << (at % 8));
      try {
        ProgramKey other = ProgramKeyCodec.decode(changed);
        assertThat(other.digest()).as("byte %s", at).isNotEqualTo(key.digest());
      } catch (KeyFormatException refused) {
        assertThat(refused).hasMessageContaining("at byte");
      }
      byte[] cut = Arrays.copyOf(bytes, at);
      assertThatThrownBy(() -> ProgramKeyCodec.decode(cut)).isInstanceOf(KeyFormatException.class);
    }
  }

  /** Every change is refused or gives another key with another digest. */
  @Test
  void decode_changedBytes_isNeverTheSameKey() {
    byte[] bytes = ProgramKeyCodec.encode(KEY);
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << bit);
        try {
          ProgramKey other = ProgramKeyCodec.decode(changed);
          assertThat(other.digest()).as("byte %s", at).isNotEqualTo(KEY.digest());
        } catch (KeyFormatException refused) {
          assertThat(refused).hasMessageContaining("at byte");
        }
      }
    }
  }

  @Test
  void decode_otherLengths_areRefused() {
    byte[] bytes = ProgramKeyCodec.encode(KEY);
    for (int n = 0; n < bytes.length + 2; n++) {
      byte[] cut = Arrays.copyOf(bytes, n);
      if (n != bytes.length) {
        assertThatThrownBy(() -> ProgramKeyCodec.decode(cut))
            .as("%s bytes", n)
            .isInstanceOf(KeyFormatException.class);
      }
    }
  }

  @Test
  void facts_thatNoProgramHas_areRefused() {
    ProgramFacts f = KEY.facts();
    int[][] bad = {
      {f.entry() + 2, f.textStart(), f.textWords(), f.imageWords(), f.dataIndex()},
      {f.textStart() - 4, f.textStart(), f.textWords(), f.imageWords(), f.dataIndex()},
      {f.entry(), f.textStart() + 2, f.textWords(), f.imageWords(), f.dataIndex()},
      {f.entry(), f.textStart(), 0, f.imageWords(), f.dataIndex()},
      {f.entry(), f.textStart(), f.textWords(), 0, f.dataIndex()},
      {f.entry(), f.textStart(), f.textWords(), f.imageWords(), (1 << 29) + 1},
      {f.entry(), f.textStart(), f.textWords(), f.imageWords(), f.textStart() / 4},
      {f.entry(), f.textStart(), 1 << 25, f.imageWords(), 1 << 29}
    };
    for (int[] b : bad) {
      assertThatThrownBy(() -> new ProgramFacts(b[0], b[1], b[2], b[3], b[4]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
