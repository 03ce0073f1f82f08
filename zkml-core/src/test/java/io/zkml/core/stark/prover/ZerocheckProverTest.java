package io.zkml.core.stark.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Bus;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.air.ExtAffineForm;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.stark.SegmentPolynomial;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zerocheck at points that the transcript never gives: 0 and 1 among the coordinates. */
class ZerocheckProverTest {

  private static final int LOG_ROWS = 4;
  private static final int COLUMNS = 3;
  private static final Bus BUS = new Bus("bus", 1, 1);

  private static SegmentPolynomial polynomial(int degree, RandomElements random) {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    List<Expr> x = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      x.add(b.committed("x" + c));
    }
    Expr product = x.getFirst();
    for (int i = 1; i < degree; i++) {
      product = product.times(x.get(i));
    }
    b.zero("product", product.plus(x.getLast()));
    b.zero("linear", x.get(1).plus(7));
    b.interact("m", BUS, x.get(2), x.get(0).minus(x.get(1)));
    return new SegmentPolynomial(
        b.build(), random.ext(), random.ext(), random.ext(), random.point(2), random.point(1));
  }

  /** Bit i of the mask makes coordinate i of xi 0, bit i + 4 makes it 1. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 15, 16, 32, 128, 240, 18, 33, 90})
  void prove_pointWithZerosAndOnes_endsInTheValueThere(int mask) throws Exception {
    for (int degree = 1; degree <= 3; degree++) {
      RandomElements random = new RandomElements(100L * degree + mask);
      SegmentPolynomial f = polynomial(degree, random);
      List<Ext3> xi = random.point(LOG_ROWS);
      for (int i = 0; i < LOG_ROWS; i++) {
        if ((mask >> i & 1) == 1) {
          xi.set(i, Ext3.ZERO);
        } else if ((mask >> (i + LOG_ROWS) & 1) == 1) {
          xi.set(i, Ext3.ONE);
        }
      }
      check(f, degree, xi, random);
    }
  }

  /** Two segments, the second one of a quarter of the rows. */
  private static void check(SegmentPolynomial f, int degree, List<Ext3> xi, RandomElements random)
      throws Exception {
    long[][] tall = new long[COLUMNS][];
    long[][] shallow = new long[COLUMNS][];
    for (int c = 0; c < COLUMNS; c++) {
      tall[c] = random.elements(1 << LOG_ROWS);
      shallow[c] = random.elements(1 << (LOG_ROWS - 2));
    }
    List<Ext3> low = Points.suffix(xi, LOG_ROWS - 2);
    Ext3 first = claim(f, tall, xi);
    Ext3 second = claim(f, shallow, low);
    Ext3 weight = random.ext();
    List<Message> rounds = new ArrayList<>();
    List<Ext3> point;
    try (Workers workers = Workers.of(2)) {
      ZerocheckProver prover = new ZerocheckProver(Kernels.scalar(), workers, LOG_ROWS, degree + 1);
      prover.add(f, columns(tall), xi, first, Ext3.ONE);
      prover.add(f, columns(shallow), low, second, weight);
      point = prover.prove(new ProverChannel(Transcript.start("zerocheck")), rounds);
    }
    VerifierChannel channel = new VerifierChannel(Transcript.start("zerocheck"));
    Ext3 running = first.add(weight.mul(second));
    for (int i = 0; i < LOG_ROWS; i++) {
      List<Ext3> sent = channel.read("zerocheck round", rounds.get(i), degree + 1);
      Ext3 r = channel.transcript().squeeze("zerocheck challenge");
      assertThat(r).isEqualTo(point.get(i));
      running = RoundPolynomial.evaluate(running, sent, r);
    }
    Ext3 lead = point.get(0).mul(point.get(1)).mul(weight);
    Ext3 expected =
        last(f, tall, xi, point)
            .add(lead.mul(last(f, shallow, low, Points.suffix(point, LOG_ROWS - 2))));
    assertThat(running).as("%s, xi %s", random, xi).isEqualTo(expected);
  }

  private static List<ExtAffineForm.Column> columns(long[][] values) {
    return Arrays.stream(values).map(v -> new ExtAffineForm.Column(v, 0)).toList();
  }

  private static Ext3 claim(SegmentPolynomial f, long[][] columns, List<Ext3> xi) {
    return NaiveMle.of(
        x -> f.evaluate(Arrays.stream(columns).map(c -> Ext3.of(c[Math.toIntExact(x)])).toList()),
        xi);
  }

  private static Ext3 last(SegmentPolynomial f, long[][] columns, List<Ext3> xi, List<Ext3> point) {
    List<Ext3> values = Arrays.stream(columns).map(c -> NaiveMle.of(c, 0, point)).toList();
    return Points.eq(xi, point).mul(f.evaluate(values));
  }
}
