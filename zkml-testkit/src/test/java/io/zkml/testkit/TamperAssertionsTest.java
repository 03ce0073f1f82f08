package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TamperAssertionsTest {

  private static final List<Mutation<Integer>> THREE =
      List.of(new Mutation<>("a", 1), new Mutation<>("b", 2), new Mutation<>("c", 3));

  @Test
  void assertAllRejected_allRejected_countsThem() {
    assertThat(TamperAssertions.assertAllRejected(THREE, v -> reject())).isEqualTo(3);
  }

  @Test
  void assertAllRejected_oneAccepted_namesIt() {
    assertThatThrownBy(() ->
            TamperAssertions.assertAllRejected(
                THREE,
                v -> {
                  if (v != 2) {
                    reject();
                  }
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of 3")
        .hasMessageContaining("b -> accepted");
  }

  @Test
  void assertAllRejected_anotherException_isAFailure() {
    assertThatThrownBy(() ->
            TamperAssertions.assertAllRejected(
                THREE,
                v -> {
                  throw new IllegalStateException("broken " + v);
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("3 of 3")
        .hasMessageContaining("broken 3");
  }

  @Test
  void assertAllRejected_nothing_isAFailure() {
    assertThatThrownBy(() -> TamperAssertions.assertAllRejected(List.of(), v -> reject()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing");
  }

  private static void reject() throws ProofRejectedException {
    throw new ProofRejectedException(RejectReason.MALFORMED, "test");
  }
}
