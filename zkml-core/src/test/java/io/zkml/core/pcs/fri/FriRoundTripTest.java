package io.zkml.core.pcs.fri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FriRoundTripTest {

  static List<Arguments> shapes() {
    List<Arguments> out = new ArrayList<>();
    // height, arity, block sizes of each commitment
    out.add(Arguments.of(1, 1, List.of(List.of(0))));
    out.add(Arguments.of(1, 1, List.of(List.of(1))));
    out.add(Arguments.of(2, 2, List.of(List.of(2, 2, 1, 0))));
    out.add(Arguments.of(2, 1, List.of(List.of(9, 7, 3), List.of(8))));
    out.add(Arguments.of(5, 2, Collections.nCopies(9, List.of(5))));
    out.add(Arguments.of(3, 1, List.of(List.of(5, 3))));
    out.add(Arguments.of(4, 4, List.of(List.of(4), List.of(4, 2))));
    out.add(Arguments.of(8, 3, List.of(List.of(9, 8, 5, 5, 3, 0))));
    out.add(Arguments.of(9, 1, List.of(List.of(9))));
    out.add(Arguments.of(10, 1, List.of(List.of(10, 9, 9), List.of(11, 8))));
    out.add(Arguments.of(11, 2, List.of(List.of(12, 4), List.of(3), List.of(11, 11, 11))));
    out.add(Arguments.of(12, 3, List.of(List.of(13, 12, 12, 7, 7, 7))));
    out.add(Arguments.of(12, 4, List.of(List.of(10), List.of(15, 9))));
    out.add(Arguments.of(13, 3, List.of(List.of(15, 14, 2), List.of(14, 13, 12, 12, 11, 6))));
    return out;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void verify_honestProof_accepts(int h, int a, List<List<Integer>> blocks) {
    OpeningFixture f =
        new OpeningFixture(SecurityParameters.UNSAFE_TEST, 1, h, a, blocks).withAllClaims();
    OpeningProof proof = f.prove();
    assertThatCode(() -> f.verify(proof)).doesNotThrowAnyException();
  }

  @Test
  void verify_noClaimsAtAll_acceptsOutOfDomainClaimsAlone() {
    OpeningFixture f =
        new OpeningFixture(SecurityParameters.UNSAFE_TEST, 2, 9, 2, List.of(List.of(11, 3)));
    assertThatCode(() -> f.verify(f.prove())).doesNotThrowAnyException();
  }

  @Test
  void verify_randomLayouts_accepts() {
    for (int seed = 0; seed < 30; seed++) {
      long s = seed;
      Random random = new Random(seed);
      int h = 1 + random.nextInt(11);
      int a = 1 + random.nextInt(Math.min(h, 4));
      List<List<Integer>> blocks = new ArrayList<>();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
          sizes.add(random.nextInt(h + 3));
        }
        blocks.add(sizes);
      }
      OpeningFixture f =
          new OpeningFixture(SecurityParameters.UNSAFE_TEST, seed, h, a, blocks).withAllClaims();
      OpeningProof proof = f.prove();
      assertThatCode(() -> f.verify(proof))
          .as("seed %d, h %d, a %d, %s", s, h, a, blocks)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3 2", "3, 1 1 4", "6, 1", "2, 6", "1, 1 1 1 1 1 1", "4, 2 6"})
  void verify_anyFolding_accepts(int a, String oracles) {
    List<Integer> arities = Stream.of(oracles.split(" ")).map(Integer::valueOf).toList();
    FriProver prover =
        new FriProver(
            SecurityParameters.FAST_100, Kernels.scalar(), BatchHasher.scalar(), Workers.of(1));
    OpeningFixture f =
        new OpeningFixture(
                SecurityParameters.FAST_100,
                4,
                new Folding(12, a, arities),
                List.of(List.of(13, 12), List.of(11)),
                prover)
            .withAllClaims();
    assertThatCode(() -> f.verify(f.prove())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void verify_namedSet_accepts(SecurityParameters parameters) {
    OpeningFixture f =
        new OpeningFixture(parameters, 3, 11, 2, List.of(List.of(12, 11), List.of(11, 5)))
            .withAllClaims();
    assertThatCode(() -> f.verify(f.prove())).doesNotThrowAnyException();
    assertThat(f.prove()).isEqualTo(f.prove());
  }

  static List<SecurityParameters> parameterSets() {
    return SecurityParameters.all();
  }
}
