package io.zkml.evm.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.EvmCalldata;
import io.zkml.evm.OnChain;
import io.zkml.testkit.vector.VectorFolder;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract's arithmetic is exact up to the bounds of lanes that the compiler counts on. */
class LaneBoundsTest {

  private static final BigInteger P = new BigInteger("ffffffff00000001", 16);
  private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger FACTOR = below(69);
  private static final BigInteger ADDEND = below(79);
  private static final BigInteger LANE = below(85);
  private static final BigInteger SUBTRAHEND = UNIT.multiply(BigInteger.valueOf(3));
  private static final BigInteger SUM = UNIT.shiftLeft(10);
  private static final BigInteger COMPUTED = UNIT.add(below(53));
  private static final int DOT = 1 << 12;
  private static final int ROUNDS = 40;
  private static final int FAILED = 9;
  private static final int LANE_BITS = 85;

  private final Random random = new Random(5);
  private Assembler code = new Assembler();

  private static BigInteger below(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static BigInteger[] element(BigInteger c0, BigInteger c1, BigInteger c2) {
    return new BigInteger[] {c0, c1, c2};
  }

  private static BigInteger[] times(BigInteger[] a, BigInteger[] b) {
    BigInteger two = BigInteger.TWO;
    return element(
        a[0].multiply(b[0]).add(two.multiply(a[1].multiply(b[2]).add(a[2].multiply(b[1])))),
        a[0].multiply(b[1]).add(a[1].multiply(b[0])).add(two.multiply(a[2].multiply(b[2]))),
        a[0].multiply(b[2]).add(a[1].multiply(b[1])).add(a[2].multiply(b[0])));
  }

  /** a + k b. */
  private static BigInteger[] plus(BigInteger[] a, long k, BigInteger[] b) {
    BigInteger factor = BigInteger.valueOf(k);
    return element(
        a[0].add(factor.multiply(b[0])),
        a[1].add(factor.multiply(b[1])),
        a[2].add(factor.multiply(b[2])));
  }

  /** Lanes mostly at or next to the bound. */
  private BigInteger[] lanes(BigInteger bound) {
    BigInteger[] out = new BigInteger[3];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (random.nextInt(4)) {
            case 0 -> new BigInteger(bound.bitLength() - 1, random);
            case 1 -> random.nextBoolean() ? BigInteger.ZERO : bound.subtract(BigInteger.ONE);
            default -> bound;
          };
    }
    return out;
  }

  private int raw(BigInteger[] lanes) {
    int d = code.allocate(1);
    code.op(Opcode.RAW, d).bytes(word(lanes));
    return d;
  }

  private static byte[] word(BigInteger[] lanes) {
    BigInteger word =
        lanes[0].or(lanes[1].shiftLeft(LANE_BITS)).or(lanes[2].shiftLeft(2 * LANE_BITS));
    byte[] digits = word.toByteArray();
    byte[] out = new byte[32];
    int n = Math.min(out.length, digits.length);
    System.arraycopy(digits, digits.length - n, out, out.length - n, n);
    return out;
  }

  private int does(Opcode op, Integer... sources) {
    int d = code.allocate(1);
    code.arithmetic(op, d, List.of(sources), 0);
    return d;
  }

  private void expect(int register, BigInteger[] value) {
    int right = raw(Arrays.stream(value).map(v -> v.mod(P)).toArray(BigInteger[]::new));
    code.op(Opcode.REQUIRE_ZERO, does(Opcode.SUB, register, right)).u8(FAILED);
  }

  /** Whether all that was expected holds: without QUERIES every program ends in a revert. */
  private boolean holds() throws Exception {
    EvmPlan plan = new EvmPlan(code.free(), code.op(Opcode.END).toBytes());
    code = new Assembler();
    byte[] key = VectorFolder.read(Path.of("..", "data", "vectors")).files().get("layer").key();
    VerifyingKey any = VerifyingKeyCodec.decode(key);
    OnChain chain = new OnChain();
    OnChain.Published model = chain.publish(any, PlanParts.of(plan));
    byte[] call = EvmCalldata.verify(model.modelId(), new byte[0], new byte[0]);
    byte[] output = chain.evm().send(model.verifier(), call).output();
    assertThat(output).hasSize(36);
    assertThat((int) output[35]).isIn(0, FAILED);
    return output[35] == 0;
  }

  @Test
  void products_ofTheLargestFactors_areExact() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger[] a = lanes(FACTOR);
      BigInteger[] b = lanes(FACTOR);
      BigInteger[] c = lanes(ADDEND);
      expect(does(Opcode.MUL, raw(a), raw(b)), times(a, b));
      expect(does(Opcode.MULADD, raw(a), raw(b), raw(c)), plus(times(a, b), 1, c));
    }
    assertThat(holds()).isTrue();
  }

  @Test
  void eqFactors_ofTheLargestCoordinates_areExact() throws Exception {
    BigInteger[] one = element(BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger[] a = lanes(SUBTRAHEND);
      BigInteger[] b = lanes(SUBTRAHEND);
      BigInteger[] e = lanes(FACTOR);
      BigInteger[] factor = plus(plus(plus(one, 2, times(a, b)), -1, a), -1, b);
      expect(does(Opcode.EQFACTOR, raw(a), raw(b), raw(e)), times(factor, e));
    }
    assertThat(holds()).isTrue();
  }

  @Test
  void differencesAndReductions_ofTheLargestLanes_areExact() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger[] a = lanes(SUM);
      BigInteger[] b = lanes(SUBTRAHEND);
      expect(does(Opcode.SUB, raw(a), raw(b)), plus(a, -1, b));
      BigInteger[] full = lanes(LANE);
      expect(does(Opcode.REDUCE, raw(full)), full);
      expect(does(Opcode.NORM, raw(full)), full);
    }
    assertThat(holds()).isTrue();
  }

  @Test
  void dot_ofTheLongestTablesAtTheirBound_isExact() throws Exception {
    BigInteger[] a = element(COMPUTED, COMPUTED, COMPUTED);
    BigInteger[] zero = element(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    expect(dot(a), plus(zero, DOT, times(a, a)));
    assertThat(holds()).isTrue();
    expect(dot(a), plus(zero, DOT - 1, times(a, a)));
    assertThat(holds()).isFalse();
  }

  /** The longest inner product, of a table with itself. */
  private int dot(BigInteger[] entry) {
    int table = code.allocate(DOT);
    for (int i = 0; i < DOT; i++) {
      code.op(Opcode.RAW, table + i).bytes(word(entry));
    }
    int d = code.allocate(1);
    code.op(Opcode.DOT, d, table, table).u24(DOT).u24(1);
    return d;
  }
}
