package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutOfDomainTest {

  private static final Digest ROOT = new Digest(1, 2, 3, 4);
  private static final StackedLayout LAYOUT = new StackedLayout(5, List.of(5, 4));

  @Test
  void section9Item01_pointDependsOnRootLayoutAndParameters() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    List<List<Ext3>> points = new ArrayList<>();
    points.add(OutOfDomain.point(p, LAYOUT, ROOT));
    points.add(OutOfDomain.point(p, LAYOUT, new Digest(1, 2, 3, 5)));
    points.add(OutOfDomain.point(p, new StackedLayout(5, List.of(4, 5)), ROOT));
    points.add(OutOfDomain.point(p, new StackedLayout(5, List.of(5, 4, 4)), ROOT));
    points.add(OutOfDomain.point(SecurityParameters.BALANCED_100, LAYOUT, ROOT));
    assertThat(points).doesNotHaveDuplicates();
    assertThat(points.get(0)).hasSize(LAYOUT.variables()).doesNotHaveDuplicates();
    assertThat(points).extracting(x -> x.get(0)).doesNotHaveDuplicates();
  }

  @Test
  void identity_anyPartChanged_differs() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    Commitment c = new Commitment(ROOT, LAYOUT, Ext3.ONE);
    List<Digest> identities =
        List.of(
            c.identity(p, 2),
            c.identity(p, 3),
            c.identity(SecurityParameters.BALANCED_100, 2),
            new Commitment(new Digest(0, 2, 3, 4), LAYOUT, Ext3.ONE).identity(p, 2),
            new Commitment(ROOT, new StackedLayout(6, List.of(5, 4)), Ext3.ONE).identity(p, 2),
            new Commitment(ROOT, LAYOUT, new Ext3(1, 0, 1)).identity(p, 2));
    assertThat(identities).doesNotHaveDuplicates();
    Commitment same = new Commitment(ROOT, new StackedLayout(5, List.of(5, 4)), Ext3.ONE);
    assertThat(same.identity(p, 2)).isEqualTo(c.identity(p, 2));
  }

  @Test
  void identity_testVectorOfTheProtocol_isThatOfTheDocs() {
    StackedLayout layout = new StackedLayout(4, List.of(3, 5, 5, 0));
    Commitment c = new Commitment(new Digest(0, 0, 0, 0), layout, new Ext3(1, 2, 3));
    assertThat(HexFormat.of().formatHex(c.identity(SecurityParameters.BALANCED_128, 2).toBytes()))
        .isEqualTo("c66840db26e63bbaf2661beb9de33dc6eeb8ac9d992d0556edce7ac492522dc6");
  }
}
