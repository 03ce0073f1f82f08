package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.transcript.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TamperWalkerTest {

  private static final Sampling ALL = Sampling.everything(1);

  private static final MultiOpening OPENING =
      new MultiOpening(List.of(Leaf.of(1, 2), Leaf.of(3, 4)), List.of(new Digest(5, 6, 7, 8)));

  private static final GkrProof GKR =
      new GkrProof(
          message(1, 2, 3),
          List.of(new GkrProof.Layer(List.of(message(4, 5, 6)), message(7, 8, 9))),
          message(10, 11, 12));

  record Mixed(
      long number, int small, boolean flag, String text, Colour colour, @Nullable Mixed next) {}

  record Positive(long value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  record Odd(Object part) {}

  enum Colour {
    RED,
    GREEN
  }

  @Test
  void mutations_all_differFromTheOriginalAndEachOther() {
    for (Record root : List.of(OPENING, GKR)) {
      List<Mutation<Record>> found = list(root, ALL);
      assertThat(found).noneMatch(m -> m.value().equals(root));
      assertThat(found).extracting(Mutation::path).doesNotHaveDuplicates();
    }
  }

  @Test
  void mutations_everyMessageByte_isFlipped() {
    List<Mutation<GkrProof>> found = list(GKR, ALL);
    byte[] honest = GKR.pairs().toBytes();
    for (int i = 0; i < honest.length; i++) {
      int at = i;
      assertThat(found)
          .anySatisfy(m -> {
            byte[] bytes = m.value().pairs().toBytes();
            assertThat(bytes).hasSameSizeAs(honest);
            assertThat(Integer.bitCount((bytes[at] ^ honest[at]) & 0xff)).isEqualTo(1);
          });
    }
    assertThat(found)
        .anySatisfy(m -> assertThat(m.value().layers().getFirst().ends().length()).isZero())
        .anySatisfy(m -> assertThat(m.value().layers().getFirst().rounds()).isEmpty())
        .anySatisfy(m -> assertThat(m.value().layers()).hasSize(2))
        .anyMatch(m -> m.value().root().equals(message(1 + Goldilocks.P, 2, 3)));
  }

  @Test
  void mutations_listsAndLeaves_areChangedInEveryWay() {
    List<MultiOpening> found = list(OPENING, ALL).stream().map(Mutation::value).toList();
    Leaf a = Leaf.of(1, 2);
    Leaf b = Leaf.of(3, 4);
    Digest d = new Digest(5, 6, 7, 8);
    assertThat(found)
        .contains(
            new MultiOpening(List.of(b), List.of(d)),
            new MultiOpening(List.of(a, a, b), List.of(d)),
            new MultiOpening(List.of(b, a), List.of(d)),
            new MultiOpening(List.of(a, b), List.of()),
            new MultiOpening(List.of(a, b), List.of(new Digest(5, 6, 7, 9))),
            new MultiOpening(List.of(Leaf.of(1, 3), b), List.of(d)),
            new MultiOpening(List.of(Leaf.of(1), b), List.of(d)),
            new MultiOpening(List.of(Leaf.of(1, 2, 0), b), List.of(d)),
            new MultiOpening(List.of(Leaf.of(1 + Goldilocks.P, 2), b), List.of(d)));
  }

  @Test
  void mutations_otherParts_areChanged() {
    Mixed mixed = new Mixed(1, 2, true, "t", Colour.RED, null);
    assertThat(list(mixed, ALL).stream().map(Mutation::value).toList())
        .contains(
            new Mixed(2, 2, true, "t", Colour.RED, null),
            new Mixed(1, 1, true, "t", Colour.RED, null),
            new Mixed(1, 2, false, "t", Colour.RED, null),
            new Mixed(1, 2, true, "t'", Colour.RED, null),
            new Mixed(1, 2, true, "t", Colour.GREEN, null));
    Mixed nested = new Mixed(1, 2, true, "t", Colour.RED, mixed);
    assertThat(list(nested, ALL)).extracting(Mutation::path).anyMatch(p -> p.contains("next.flag"));
  }

  @Test
  void mutations_indices_areChangedAndReordered() {
    AxisMap.Gather gather = new AxisMap.Gather(2, 2, IndexList.of(3, -1, 0));
    assertThat(list(gather, ALL))
        .extracting(m -> m.value().indices())
        .contains(IndexList.of(2, -1, 0), IndexList.of(3, 0, 0), IndexList.of(3, -1))
        .contains(IndexList.of(3, -1, -1, 0), IndexList.of(-1, 3, 0));
  }

  @Test
  void mutations_refusedByTheConstructor_areLeftOut() {
    assertThat(list(new Positive(1), ALL))
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.value().value()).isPositive());
  }

  @Test
  void mutations_partOfUnknownType_throws() {
    assertThatThrownBy(() -> list(new Odd(new Object()), ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Odd.part");
  }

  @Test
  void mutations_sampled_areFewAndRepeatable() {
    byte[] bytes = new byte[24 * 100];
    GkrProof proof = new GkrProof(Message.of(bytes), List.of(), message(1, 2, 3));
    Sampling few = new Sampling(5, 5, 7);
    List<Mutation<GkrProof>> first = list(proof, few);
    assertThat(first).hasSizeLessThan(50).isEqualTo(list(proof, few));
    assertThat(list(proof, ALL)).hasSizeGreaterThan(24 * 100);
  }

  private static <T extends Record> List<Mutation<T>> list(T root, Sampling sampling) {
    List<Mutation<T>> out = new ArrayList<>();
    TamperWalker.mutations(root, sampling).forEach(out::add);
    return out;
  }

  private static Message message(long... words) {
    ByteBuffer out = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long w : words) {
      out.putLong(w);
    }
    return Message.of(out.array());
  }
}
