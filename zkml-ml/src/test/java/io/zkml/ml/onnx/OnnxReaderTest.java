package io.zkml.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {
  private final OnnxReader reader = new OnnxReader();

  /** A model of one empty graph, to which tests add fields of the graph. */
  private static byte[] modelWithGraph(ProtoWriter graph) {
    return new ProtoWriter().varint(1, 8).bytes(7, graph.toBytes()).toBytes();
  }

  @Test
  void read_realModel_hasItsParts() throws Exception {
    ModelProto model = reader.read(TestModels.bytes("fmnist_lenet5"));

    assertThat(model.irVersion()).isEqualTo(7);
    assertThat(model.opsetImports()).containsExactly(new OperatorSetId("", 13));
    assertThat(model.graph().nodes()).hasSize(12);
    assertThat(model.graph().nodes().getFirst().operator()).isEqualTo("Conv");
    assertThat(model.graph().nodes().getFirst().attributes())
        .filteredOn(attribute -> attribute.name().equals("pads"))
        .singleElement()
        .satisfies(pads -> assertThat(pads.ints()).containsExactly(2L, 2L, 2L, 2L));
    assertThat(model.graph().initializers()).hasSize(10);
    assertThat(model.graph().initializers().getFirst().dims()).containsExactly(6L, 1L, 5L, 5L);
    assertThat(model.graph().initializers().getFirst().toDoubles()).hasSize(150);
  }

  @Test
  void read_declaredInput_keepsSymbolicDimensions() {
    ValueInfoProto input = TestModels.model("fmnist_mlp").graph().inputs().getFirst();

    assertThat(input)
        .isEqualTo(
            new ValueInfoProto(
                "x",
                new TypeProto.Tensor(
                    DataType.FLOAT,
                    Optional.of(
                        List.of(
                            new Dimension.Symbolic("N"),
                            new Dimension.Fixed(1),
                            new Dimension.Fixed(28),
                            new Dimension.Fixed(28))))));
  }

  @Test
  void read_file_equalsReadFromMemory(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.onnx");
    Files.write(file, TestModels.bytes("fmnist_mlp"));

    assertThat(reader.read(file).graph().nodes())
        .isEqualTo(TestModels.model("fmnist_mlp").graph().nodes());
  }

  @Test
  void read_missingFile_isAnIoError(@TempDir Path folder) {
    assertThatThrownBy(() -> reader.read(folder.resolve("none.onnx")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void read_noBytes_saysThatThereIsNoGraph() {
    assertThatThrownBy(() -> reader.read(new byte[0]))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("no graph");
  }

  @Test
  void read_unknownFields_areSkipped() throws Exception {
    byte[] bytes =
        new ProtoWriter()
            .varint(1000, 5)
            .string(1001, "later versions")
            .fixed(1002, 1)
            .message(7, graph -> graph.string(2, "g").string(99, "unknown"))
            .toBytes();

    assertThat(reader.read(bytes).graph().name()).isEqualTo("g");
  }

  @Test
  void read_secondGraph_isRefused() {
    byte[] bytes = new ProtoWriter().message(7, g -> {}).message(7, g -> {}).toBytes();

    assertThatThrownBy(() -> reader.read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("a second graph");
  }

  @Test
  void read_wrongWireType_isRefused() {
    byte[] bytes = new ProtoWriter().varint(7, 1).toBytes();

    assertThatThrownBy(() -> reader.read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("wire type 0 where 2 is due");
  }

  @Test
  void read_nameThatIsNotUtf8_isRefused() {
    byte[] bytes = modelWithGraph(new ProtoWriter().bytes(2, (byte) 0xff, (byte) 0xfe));

    assertThatThrownBy(() -> reader.read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void read_errorInAttribute_namesThePlace() {
    ProtoWriter graph =
        new ProtoWriter()
            .message(1, node -> node.string(3, "first"))
            .message(
                1,
                node ->
                    node.string(3, "second")
                        .message(5, attribute -> attribute.string(1, "alpha").varint(20, 77)));

    assertThatThrownBy(() -> reader.read(modelWithGraph(graph)))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("graph.node[1] 'second'.attribute[0] 'alpha'")
        .hasMessageContaining("unknown attribute type 77");
  }

  @Test
  void read_attributeWithoutType_isRefused() {
    ProtoWriter graph =
        new ProtoWriter().message(1, node -> node.message(5, a -> a.string(1, "alpha")));

    assertThatThrownBy(() -> reader.read(modelWithGraph(graph)))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("an attribute without a type");
  }

  @Test
  void read_attributesOfAllKinds_areDecoded() throws Exception {
    ProtoWriter graph =
        new ProtoWriter()
            .message(
                1,
                node ->
                    node.message(5, a -> a.string(1, "f").varint(20, 1).fixed(2, 1.5f))
                        .message(5, a -> a.string(1, "i").varint(20, 2).varint(3, -7))
                        .message(5, a -> a.string(1, "s").varint(20, 3).string(4, "SAME"))
                        .message(5, a -> a.string(1, "fs").varint(20, 6).fixed(7, 1).fixed(7, 2))
                        .message(5, a -> a.string(1, "is").varint(20, 7).packed(8, 3, -1))
                        .message(5, a -> a.string(1, "ss").varint(20, 8).string(9, "x"))
                        .message(5, a -> a.string(1, "g").varint(20, 5).message(6, g -> {})));

    List<AttributeProto> attributes =
        reader.read(modelWithGraph(graph)).graph().nodes().getFirst().attributes();

    assertThat(attributes.get(0).floatValue()).isEqualTo(1.5f);
    assertThat(attributes.get(1).intValue()).isEqualTo(-7);
    assertThat(attributes.get(2).stringValue()).isEqualTo("SAME");
    assertThat(attributes.get(3).floats()).containsExactly(1f, 2f);
    assertThat(attributes.get(4).ints()).containsExactly(3L, -1L);
    assertThat(attributes.get(5).strings()).containsExactly("x");
    assertThat(attributes.get(6).graphs()).hasSize(1);
  }

  @Test
  void read_typesOfInputs_areDecoded() throws Exception {
    ProtoWriter graph =
        new ProtoWriter()
            .message(11, v -> v.string(1, "a").message(2, t -> t.message(1, x -> x.varint(1, 7))))
            .message(11, v -> v.string(1, "b").message(2, t -> t.message(4, x -> {})))
            .message(11, v -> v.string(1, "c"));

    assertThat(reader.read(modelWithGraph(graph)).graph().inputs())
        .extracting(ValueInfoProto::type)
        .containsExactly(
            new TypeProto.Tensor(DataType.INT64, Optional.empty()),
            new TypeProto.Other("sequence"),
            new TypeProto.Other("unknown"));
  }
}
