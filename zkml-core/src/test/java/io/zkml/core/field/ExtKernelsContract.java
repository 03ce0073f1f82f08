package io.zkml.core.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The part of {@link FieldKernelsContract} that concerns E. */
abstract class ExtKernelsContract extends FieldKernelsContract {

  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 16, 31, 100, 255, 256, 257, 530};

  private interface ExtOp {
    void run(
        FieldKernels k, ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n);
  }

  private interface ExtMeaning {
    Ext3 of(Ext3 a, Ext3 b, Ext3 out);
  }

  private static ExtVector copy(ExtVector v) {
    return v.copyOfRange(0, v.length());
  }

  private static void assertSame(ExtVector actual, ExtVector expected, String what) {
    for (int plane = 0; plane < 3; plane++) {
      assertThat(actual.plane(plane))
          .as(what + ", plane " + plane)
          .isEqualTo(expected.plane(plane));
    }
  }

  /** out = meaning(a, b, out), separate and with out in place of a and of b. */
  private void check(ExtOp op, ExtMeaning meaning) {
    long seed = 100;
    for (int n : LENGTHS) {
      for (int percent : new int[] {0, 50, 100}) {
        check(op, meaning, new FieldSamples(seed++, percent), n);
      }
    }
  }

  private void check(ExtOp op, ExtMeaning meaning, FieldSamples s, int n) {
    ExtVector a = s.exts(n + 3);
    ExtVector b = s.exts(n + 4);
    ExtVector out = s.exts(n + 7);
    ExtVector expected = copy(out);
    ExtVector inA = copy(a);
    ExtVector inB = copy(b);
    for (int i = 0; i < n; i++) {
      Ext3 x = a.get(1 + i);
      Ext3 y = b.get(3 + i);
      expected.set(5 + i, meaning.of(x, y, out.get(5 + i)));
      inA.set(1 + i, meaning.of(x, y, x));
      inB.set(3 + i, meaning.of(x, y, y));
    }
    op.run(kernels(), a, 1, b, 3, out, 5, n);
    assertSame(out, expected, s.describe("n " + n));
    ExtVector aliased = copy(b);
    op.run(kernels(), a, 1, aliased, 3, aliased, 3, n);
    assertSame(aliased, inB, s.describe("in place of b, n " + n));
    op.run(kernels(), a, 1, b, 3, a, 1, n);
    assertSame(a, inA, s.describe("in place of a, n " + n));
  }

  @Test
  void extMul_anyRange_isProduct() {
    check(FieldKernels::extMul, (a, b, out) -> a.mul(b));
  }

  @Test
  void extMulAdd_anyRange_addsProduct() {
    check(FieldKernels::extMulAdd, (a, b, out) -> out.add(a.mul(b)));
  }

  @Test
  void extAddAndSub_anyRange_matchDefinitions() {
    check(FieldKernels::extAdd, (a, b, out) -> a.add(b));
    check(FieldKernels::extSub, (a, b, out) -> a.sub(b));
  }

  @Test
  void scalarOperations_anyScalar_matchDefinitions() {
    FieldSamples scalars = new FieldSamples(9, 60);
    for (int i = 0; i < 6; i++) {
      Ext3 s = scalars.ext();
      check(
          (k, a, ao, b, bo, out, oo, n) -> k.extMulScalar(a, ao, s, out, oo, n),
          (a, b, out) -> a.mul(s));
      check(
          (k, a, ao, b, bo, out, oo, n) -> k.extMulScalarAdd(a, ao, s, out, oo, n),
          (a, b, out) -> out.add(a.mul(s)));
      check(
          (k, a, ao, b, bo, out, oo, n) -> k.extAddScalar(a, ao, s, out, oo, n),
          (a, b, out) -> a.add(s));
    }
  }

  @Test
  void baseOperands_anyRange_matchDefinitions() {
    Ext3 s = new FieldSamples(10, 0).ext();
    check(
        (k, a, ao, b, bo, out, oo, n) -> k.extMulBase(a, ao, b.c0.clone(), bo, out, oo, n),
        (a, b, out) -> a.mul(b.c0()));
    check(
        (k, a, ao, b, bo, out, oo, n) -> k.extMulBaseAdd(a, ao, b.c0.clone(), bo, out, oo, n),
        (a, b, out) -> out.add(a.mul(b.c0())));
    check(
        (k, a, ao, b, bo, out, oo, n) -> k.baseMulExtScalar(a.c0.clone(), ao, s, out, oo, n),
        (a, b, out) -> s.mul(a.c0()));
    check(
        (k, a, ao, b, bo, out, oo, n) -> k.baseMulExtScalarAdd(a.c0.clone(), ao, s, out, oo, n),
        (a, b, out) -> out.add(s.mul(a.c0())));
  }

  @Test
  void threeBaseOperands_anyRange_matchDefinition() {
    FieldSamples samples = new FieldSamples(11, 0);
    Ext3 r = samples.ext();
    Ext3 s = samples.ext();
    Ext3 t = samples.ext();
    check(
        (k, a, ao, b, bo, out, oo, n) ->
            k.baseMulExtScalarAdd(
                a.c0.clone(), ao, r, b.c1.clone(), bo, s, a.c2.clone(), ao, t, out, oo, n),
        (a, b, out) -> out.add(r.mul(a.c0())).add(s.mul(b.c1())).add(t.mul(a.c2())));
  }

  @Test
  void folds_anyRange_bindTheVariable() {
    long seed = 500;
    for (int n : LENGTHS) {
      FieldSamples s = new FieldSamples(seed++, 40);
      Ext3 r = s.ext();
      ExtVector a = s.exts(2 * n + 5);
      ExtVector expected = new ExtVector(n);
      ExtVector expectedBase = new ExtVector(n);
      for (int i = 0; i < n; i++) {
        Ext3 lo = a.get(1 + i);
        Ext3 loBase = Ext3.of(a.c0[1 + i]);
        expected.set(i, lo.add(r.mul(a.get(n + 3 + i).sub(lo))));
        expectedBase.set(i, loBase.add(r.mul(Ext3.of(a.c0[n + 3 + i]).sub(loBase))));
      }
      ExtVector out = s.exts(n);
      kernels().foldBase(a.c0, 1, n + 3, r, out, 0, n);
      assertSame(out, expectedBase, s.describe("base, n " + n));
      kernels().extFold(a, 1, n + 3, r, out, 0, n);
      assertSame(out, expected, s.describe("n " + n));
      kernels().extFold(a, 1, n + 3, r, a, 1, n);
      assertSame(a.copyOfRange(1, n + 1), expected, s.describe("in place, n " + n));
    }
  }

  @Test
  void sums_anyRange_matchDefinitions() {
    long seed = 600;
    for (int n : LENGTHS) {
      FieldSamples s = new FieldSamples(seed++, 40);
      ExtVector a = s.exts(n + 3);
      ExtVector b = s.exts(n + 4);
      Ext3 sum = Ext3.ZERO;
      Ext3 dot = Ext3.ZERO;
      Ext3 dotBase = Ext3.ZERO;
      for (int i = 0; i < n; i++) {
        sum = sum.add(a.get(1 + i));
        dot = dot.add(a.get(1 + i).mul(b.get(3 + i)));
        dotBase = dotBase.add(a.get(1 + i).mul(b.c1[3 + i]));
      }
      String what = s.describe("n " + n);
      assertThat(kernels().extSum(a, 1, n)).as(what).isEqualTo(sum);
      assertThat(kernels().extDot(a, 1, b, 3, n)).as(what).isEqualTo(dot);
      assertThat(kernels().extDotBase(a, 1, b.c1, 3, n)).as(what).isEqualTo(dotBase);
    }
  }

  /**
   * The products of high halves sum to exactly 2^64, everything else to 0: a sum of digits that
   * counts the carry as -2^32 goes below 0 on its way.
   */
  @Test
  void extMul_highHalvesSumToPowerOfTwo_isProduct() {
    Ext3 a = new Ext3(Goldilocks.P - 1, 599_479L << 32, 0);
    Ext3 b = new Ext3(0, 14_329L << 32, Goldilocks.P - 1);
    ExtVector as = new ExtVector(16);
    ExtVector bs = new ExtVector(16);
    ExtVector out = new ExtVector(16);
    as.fill(0, 16, a);
    bs.fill(0, 16, b);
    kernels().extMul(as, 0, bs, 0, out, 0, 16);
    assertThat(out.get(3)).isEqualTo(a.mul(b));
    kernels().extMulScalar(as, 0, b, out, 0, 16);
    assertThat(out.get(3)).isEqualTo(a.mul(b));
  }
}
