package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteTamperTest {

  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @Test
  void flips_everything_changeOneBitOfEveryByte() {
    List<byte[]> found = list(ByteTamper.flips(BYTES, Sampling.everything(1)));
    assertThat(found).hasSize(BYTES.length);
    for (int i = 0; i < BYTES.length; i++) {
      for (int j = 0; j < BYTES.length; j++) {
        int bits = Integer.bitCount((found.get(i)[j] ^ BYTES[j]) & 0xff);
        assertThat(bits).isEqualTo(i == j ? 1 : 0);
      }
    }
  }

  @Test
  void truncations_everything_areAllPrefixes() {
    List<byte[]> found = list(ByteTamper.truncations(BYTES, Sampling.everything(1)));
    assertThat(found).hasSize(BYTES.length);
    for (int n = 0; n < BYTES.length; n++) {
      assertThat(found.get(n)).isEqualTo(Arrays.copyOf(BYTES, n));
    }
  }

  @Test
  void extensions_all_beginWithTheBytes() {
    assertThat(list(ByteTamper.extensions(BYTES, Sampling.everything(1))))
        .hasSize(6)
        .allSatisfy(b -> assertThat(b).startsWith(BYTES).hasSizeGreaterThan(BYTES.length));
  }

  @Test
  void all_sampled_hasFirstAndLastByte() {
    byte[] large = new byte[10_000];
    List<Mutation<byte[]>> found = new ArrayList<>();
    ByteTamper.all(large, new Sampling(4, 4, 1)).forEach(found::add);
    assertThat(found).hasSizeBetween(10, 14);
    assertThat(found).anyMatch(m -> m.value().length > 0 && m.value()[0] != 0);
    assertThat(found)
        .anyMatch(m -> m.value().length == large.length && m.value()[large.length - 1] != 0);
  }

  private static List<byte[]> list(Iterable<Mutation<byte[]>> mutations) {
    List<byte[]> out = new ArrayList<>();
    mutations.forEach(m -> out.add(m.value()));
    return out;
  }
}
