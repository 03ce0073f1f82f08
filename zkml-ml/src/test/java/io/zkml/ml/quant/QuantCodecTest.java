package io.zkml.ml.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The byte form of graphs. */
class QuantCodecTest {

  @Test
  void decode_encodedGraphs_givesTheSameBytesAndValues() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      QuantizedGraph graph = RandomGraph.of(seed, 1 + (int) (seed % 6)).graph();
      byte[] bytes = QuantCodec.encode(graph);
      QuantizedGraph back = QuantCodec.decode(bytes);
      assertThat(QuantCodec.encode(back)).as("seed %s", seed).isEqualTo(bytes);
      assertThat(back.values()).isEqualTo(graph.values());
      assertThat(back.parameters()).isEqualTo(graph.parameters());
    }
  }

  @Test
  void decode_truncated_isRefused() {
    byte[] bytes = QuantCodec.encode(RandomGraph.of(4, 3).graph());
    for (int n = 0; n < bytes.length; n += 1 + n / 100) {
      byte[] part = Arrays.copyOf(bytes, n);
      assertThatThrownBy(() -> QuantCodec.decode(part))
          .as("first %s", n)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void decode_moreBytes_isRefused() {
    byte[] bytes = QuantCodec.encode(RandomGraph.of(4, 3).graph());
    assertThatThrownBy(() -> QuantCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("1 bytes after the graph");
  }

  @Test
  void decode_randomChanges_giveGraphsOrIoExceptions() {
    SplittableRandom random = new SplittableRandom(6);
    int graphs = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = QuantCodec.encode(RandomGraph.of(i % 50, 3).graph());
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(QuantCodec.decode(bytes).ops()).isNotEmpty();
        graphs++;
      } catch (IOException e) {
        assertThat(e.getClass().getPackageName()).startsWith("java.io");
      }
    }
    assertThat(graphs).isPositive();
  }

  @Test
  void decode_randomBytes_isRefused() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
      }
      assertThatThrownBy(() -> QuantCodec.decode(bytes)).isInstanceOf(IOException.class);
    }
  }
}
