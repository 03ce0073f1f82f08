package io.zkml.core.pcs.fri;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.TreeHasher;
import io.zkml.core.pcs.OutOfDomain;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.poly.Points;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers of docs/PROTOCOL.md, section 11, that no other test has. */
class Section11Test {

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Ext3 element(String c0, String c1, String c2) {
    return new Ext3(
        Long.parseUnsignedLong(c0), Long.parseUnsignedLong(c1), Long.parseUnsignedLong(c2));
  }

  private static List<Ext3> integers(long... values) {
    return Arrays.stream(values).mapToObj(Ext3::ofSigned).toList();
  }

  @Test
  void transcript_ofTheDocs_hasItsStatesAndChallenges() {
    Transcript t = Transcript.start("zkml/proof");
    assertThat(hex(t.state()))
        .isEqualTo("0b3eda50b38f49e02411d8619535ca01a719d190efead83884936151ee365d75");
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    t.absorb("key", key);
    assertThat(hex(t.state()))
        .isEqualTo("2d91b41dfb9656121154fda33e18550d3ab914693cb4f8c7ef5362195025b360");
    assertThat(t.squeeze("logup alpha"))
        .isEqualTo(element("7623133585187308881", "17408474083481527003", "11266407791592754899"));
    assertThat(t.squeeze("logup beta", 2))
        .containsExactly(
            element("2677859889236878108", "376485695590611413", "2892453251383306346"),
            element("8961858298801969338", "14862626391895000666", "17568581717885612397"));
    assertThat(hex(t.state()))
        .isEqualTo("ce42a7f5363f465af3d023fd75fe716d657f43f566c6f40243b141b7c4eff0f4");
    t.squeeze("binding point", 0);
    assertThat(hex(t.state()))
        .isEqualTo("70e793b3eea635f4b9fa7d70dac3bb9608c14f9fd8b5fd96e2bf7a7a962c1c40");
    assertThat(t.squeezeIndices("opening/positions", 5, 10))
        .containsExactly(554, 207, 711, 820, 557);
    assertThat(hex(t.state()))
        .isEqualTo("81a3ccaafc0fca2d680eea2195ccff88d96c3f2f21b2cd55e14e7a2bbc42b83e");
  }

  @Test
  void hashesAndField_ofTheDocs_areTheirs() {
    TreeHasher hasher = new TreeHasher();
    Digest leaf = hasher.leaf(Leaf.of(1, 2, 3));
    assertThat(hex(leaf.toBytes()))
        .isEqualTo("630daf41a27d94d39ecac0bbe25a0a5fcb66e41d39f55c08cd5c2def62a2f8da");
    assertThat(hex(hasher.node(leaf, leaf).toBytes()))
        .isEqualTo("8f86ac1df8c35ab286bb3195856b01a56eb6826d126cfd5f7c5e1da67b3460e7");
    Ext3 x = new Ext3(1, 2, 3);
    assertThat(x.mul(new Ext3(4, 5, 6))).isEqualTo(new Ext3(58, 49, 28));
    assertThat(x.inverse())
        .isEqualTo(element("15337742259962688087", "7876137917278137126", "12021473663213998771"));
    assertThat(Goldilocks.rootOfUnity(32)).isEqualTo(1753635133440165772L);
    assertThat(Goldilocks.rootOfUnity(3)).isEqualTo(Long.parseUnsignedLong("18446744069397807105"));
    List<Ext3> point = integers(2, 3, 4);
    assertThat(Points.lessThan(5, point)).isEqualTo(Ext3.ofSigned(11));
    assertThat(Points.identityBelow(5, point)).isEqualTo(Ext3.ofSigned(38));
  }

  @Test
  void commitment_ofTheDocs_hasItsLayoutAndPoint() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    assertThat(hex(p.encode()))
        .isEqualTo(
            "0000000b62616c616e63656431323800000007323032362d3131000000030000004d"
                + "00000010000000140000002000000080");
    StackedLayout layout = new StackedLayout(4, List.of(3, 5, 5, 0));
    assertThat(layout.offsets()).containsExactly(64, 0, 32, 72);
    assertThat(layout.usedColumns()).isEqualTo(5);
    assertThat(layout.logColumns()).isEqualTo(3);
    List<Ext3> z = OutOfDomain.point(p, layout, Digest.of(new byte[Digest.BYTES]));
    assertThat(z).hasSize(7);
    assertThat(z.getFirst())
        .isEqualTo(element("12381436171732991949", "9109187407393568058", "1854305351752798229"));
  }

  @Test
  void codeword_ofTheDocs_foldsAsTheyAndTheMleSay() {
    List<Ext3> entries = integers(1, 2, 3, 4);
    String[] codeword = {
      "10", "558551856579585", "18446462594437873664", "18446177820859171586",
      "18446744069414584317", "567348050263041", "281474976710655", "18446184418063154434"
    };
    Ext3[] leaf = new Ext3[4];
    for (int i = 0; i < codeword.length; i++) {
      Ext3 value = CosetFold.evaluate(entries, 3, i);
      assertThat(value).isEqualTo(element(codeword[i], "0", "0"));
      if (i % 2 == 1) {
        leaf[i / 2] = value;
      }
    }
    assertThat(new CosetFold(3).fold(leaf, 1, integers(5, 7), 0)).isEqualTo(Ext3.ofSigned(18));
  }
}
