package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.pcs.fri.OpeningFixture;
import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimBatchTest {

  private final OpeningFixture fixture =
      new OpeningFixture(
              SecurityParameters.UNSAFE_TEST, 3, 4, 2, List.of(List.of(3), List.of(6, 5, 2)))
          .withAllClaims();

  private ClaimBatch begin(List<Commitment> commitments, List<OpeningClaim> claims) {
    return ClaimBatch.begin(
        fixture.transcript(), fixture.shape, fixture.parameters, commitments, claims);
  }

  private OpeningClaim claim(int commitment, long offset, int variables) {
    Weight weight = Weight.eq(fixture.point(variables));
    return new OpeningClaim(
        List.of(new OpeningClaim.Term(Ext3.ONE, commitment, offset, weight)), Ext3.ZERO);
  }

  @Test
  void section9Item06_everyCommitment_hasItsClaim() {
    ClaimBatch batch = begin(fixture.commitments(), fixture.claims);
    int given = fixture.claims.size();
    assertThat(batch.claims()).hasSize(given + 2);
    for (int k = 0; k < 2; k++) {
      OpeningClaim claim = batch.claims().get(given + k);
      Commitment c = fixture.commitments().get(k);
      List<Ext3> z = OutOfDomain.point(fixture.parameters, c.layout(), c.root());
      assertThat(claim.value()).isEqualTo(c.oodValue());
      assertThat(claim.terms())
          .containsExactly(new OpeningClaim.Term(Ext3.ONE, k, 0, Weight.eq(z)));
    }
  }

  @Test
  void weightAt_booleanPoints_areTheNaiveWeights() {
    ClaimBatch batch = begin(fixture.commitments(), fixture.claims);
    int n = fixture.shape.rounds();
    Ext3 sum = Ext3.ZERO;
    for (int x = 0; x < 1 << n; x++) {
      List<Ext3> point = new ArrayList<>();
      for (int i = n - 1; i >= 0; i--) {
        point.add(Ext3.of(x >>> i & 1));
      }
      sum = sum.add(batch.weightAt(point).mul(joinedEntry(x)));
    }
    assertThat(sum).isEqualTo(batch.value());
  }

  private long joinedEntry(int x) {
    int column = x >>> fixture.shape.logHeight();
    int[] first = fixture.shape.firstColumns();
    for (int k = 0; k < first.length; k++) {
      int local = column - first[k];
      if (local >= 0 && local < fixture.shape.commitments().get(k).usedColumns()) {
        return fixture.entries.get(k).get(x - ((long) first[k] << fixture.shape.logHeight()));
      }
    }
    return 0;
  }

  @Test
  void begin_claimOutsideItsCommitment_isACallersMistake() {
    List<OpeningClaim> wrong =
        List.of(
            claim(0, 16, 3),
            claim(0, 4, 3),
            claim(0, -8, 3),
            claim(0, 0, 5),
            claim(1, 120, 6),
            claim(1, Long.MAX_VALUE - 7, 3),
            claim(1, 0, 8));
    for (OpeningClaim claim : wrong) {
      assertThatThrownBy(() -> begin(fixture.commitments(), List.of(claim)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> begin(fixture.commitments(), List.of(claim(2, 0, 1))))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void begin_commitmentOfAnotherShape_isACallersMistake() {
    List<Commitment> swapped = fixture.commitments().reversed();
    assertThatThrownBy(() -> begin(swapped, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    List<Commitment> fewer = fixture.commitments().subList(0, 1);
    assertThatThrownBy(() -> begin(fewer, List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
