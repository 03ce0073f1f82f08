package io.zkml.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxLimitsTest {
  private static final OnnxLimits SMALL = new OnnxLimits(10_000, 100, 2, 3, 3, 10, 12, 4, 8, 16);

  private static void assertRefused(Consumer<ProtoWriter> graph, String reason) {
    byte[] bytes = new ProtoWriter().message(7, graph).toBytes();
    assertThatThrownBy(() -> new OnnxReader(SMALL).read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining(reason);
  }

  private static void repeat(int count, Runnable action) {
    for (int i = 0; i < count; i++) {
      action.run();
    }
  }

  @Test
  void read_atTheLimits_isAccepted() throws Exception {
    byte[] bytes =
        new ProtoWriter()
            .message(
                7,
                graph -> {
                  graph.string(2, "12345678");
                  repeat(3, () -> graph.message(1, node -> node.string(1, "x")));
                  graph.message(
                      5, tensor -> tensor.packed(1, 10).varint(2, 3).bytes(9, new byte[10]));
                })
            .toBytes();

    assertThat(new OnnxReader(SMALL).read(bytes).graph().nodes()).hasSize(3);
  }

  @Test
  void read_tooManyBytes_isRefused(@TempDir Path folder) throws Exception {
    byte[] bytes = new byte[10_001];
    Path file = Files.write(folder.resolve("large.onnx"), bytes);

    assertThatThrownBy(() -> new OnnxReader(SMALL).read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("more than 10000 bytes");
    assertThatThrownBy(() -> new OnnxReader(SMALL).read(file))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("more than 10000 bytes");
  }

  @Test
  void read_tooManyNodes_isRefused() {
    assertRefused(g -> repeat(4, () -> g.message(1, node -> {})), "more than 3 nodes");
  }

  @Test
  void read_tooManyTensors_isRefused() {
    assertRefused(
        g -> repeat(4, () -> g.message(5, t -> t.packed(1, 0).varint(2, 1))),
        "more than 3 tensors");
  }

  @Test
  void read_tooManyElementsInAllTensors_isRefused() {
    assertRefused(
        g -> repeat(2, () -> g.message(5, t -> t.packed(1, 6).varint(2, 3).bytes(9, new byte[6]))),
        "more than 10 tensor elements");
    assertRefused(
        g -> g.message(5, t -> t.packed(1, 6).varint(2, 7).packed(7, new long[11])),
        "more than 10 tensor elements");
  }

  @Test
  void read_tooManyRepeatedEntries_isRefused() {
    assertRefused(
        g -> g.message(1, n -> repeat(13, () -> n.string(1, ""))), "more than 12 repeated entries");
    assertRefused(
        g -> g.message(1, n -> n.message(5, a -> a.varint(20, 7).packed(8, new long[12]))),
        "more than 12 repeated entries");
  }

  @Test
  void read_nestedGraphs_areRefusedBeyondTheDepth() {
    Consumer<ProtoWriter> third = g -> {};
    Consumer<ProtoWriter> second =
        g -> g.message(1, n -> n.message(5, a -> a.varint(20, 5).message(6, third)));

    assertRefused(
        g -> g.message(1, n -> n.message(5, a -> a.varint(20, 5).message(6, second))),
        "more than 2 graphs nested in one another");
  }

  @Test
  void read_depthBeyondAnyStack_isRefused() {
    byte[] graph = {};
    for (int i = 0; i < 300; i++) {
      byte[] inner = graph;
      graph =
          new ProtoWriter()
              .message(1, n -> n.message(5, a -> a.varint(20, 5).bytes(6, inner)))
              .toBytes();
    }
    byte[] bytes = new ProtoWriter().bytes(7, graph).toBytes();

    assertThatThrownBy(() -> new OnnxReader().read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("nested in one another");
  }

  @Test
  void read_longNamesAndStrings_areRefused() {
    assertRefused(g -> g.string(2, "123456789"), "a name of 9 bytes");
    assertRefused(
        g -> g.message(1, n -> n.message(5, a -> a.string(4, "12345678901234567"))),
        "a string of 17 bytes");
  }

  @Test
  void read_highRank_isRefused() {
    assertRefused(g -> g.message(5, t -> t.packed(1, 1, 1, 1, 1, 1)), "more than 4 dimensions");
    Consumer<ProtoWriter> shape = s -> repeat(5, () -> s.message(1, d -> {}));
    Consumer<ProtoWriter> type = t -> t.message(1, x -> x.message(2, shape));
    assertRefused(g -> g.message(11, v -> v.message(2, type)), "more than 4 dimensions");
  }

  @Test
  void constructor_limitBelowOne_isRefused() {
    assertThatThrownBy(() -> new OnnxLimits(1, 1, 1, 1, 1, 1, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
