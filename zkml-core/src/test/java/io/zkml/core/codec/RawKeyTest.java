package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that no record stands for: patched ones, and plans written by hand. */
class RawKeyTest {

  private static final byte[] RICH = VerifyingKeyCodec.encode(KeyFixture.rich());

  @Test
  void decode_hugeNumberAnywhere_isRefusedOrAnotherKey() {
    for (int at = 0; at + Integer.BYTES <= RICH.length; at++) {
      for (int v : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 24, 31, 32, 64}) {
        byte[] changed = RICH.clone();
        ByteBuffer.wrap(changed).putInt(at, v);
        assertCanonical(changed);
      }
    }
  }

  @Test
  void decode_hugeLongAnywhere_isRefusedOrAnotherKey() {
    for (int at = 0; at + Long.BYTES <= RICH.length; at++) {
      for (long v : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 15}) {
        byte[] changed = RICH.clone();
        ByteBuffer.wrap(changed).putLong(at, v);
        assertCanonical(changed);
      }
    }
  }

  @Test
  void decode_broadcastLongerThanItsAxis_isRefused() {
    for (int length : new int[] {0, -1, 5, Integer.MAX_VALUE}) {
      assertRefused(patched(ints((byte) 5, 2, 3), ints((byte) 5, 2, length)), "broadcast");
    }
  }

  @Test
  void decode_axisOfAbsurdSize_isRefused() {
    for (int log : new int[] {-1, 31, 64, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      // Sum(2), then the tag of Batch.
      byte[] sum = Arrays.copyOf(ints((byte) 6, 2, 0), 6);
      byte[] changed = Arrays.copyOf(ints((byte) 6, log, 0), 6);
      assertRefused(patched(sum, changed), "log2 of an axis");
    }
  }

  @Test
  void decode_gatherOutOfRange_isRefused() {
    byte[] gather = ints((byte) 7, 2, 2, 4, 3, 3, -1, 1);
    assertRefused(patched(gather, ints((byte) 7, 2, 2, 4, 3, 4, -1, 1)), "gather");
    assertRefused(patched(gather, ints((byte) 7, 2, 2, 4, 3, 3, -2, 1)), "gather");
    assertRefused(patched(gather, ints((byte) 7, 2, 2, 5, 3, 3, -1, 1)), "indices");
    assertRefused(patched(gather, ints((byte) 7, 2, 2, -1, 3, 3, -1, 1)), "indices");
    assertRefused(patched(gather, ints((byte) 7, 2, 1, 4, 3, 3, -1, 1)), "gather");
    assertRefused(patched(gather, ints((byte) 7, 21, 2, 4, 3, 3, -1, 1)), "gather");
    assertRefused(patched(gather, ints((byte) 7, 2, -1, 4, 3, 3, -1, 1)), "gather");
  }

  @Test
  void decode_orderThatIsNoneOrTheLists_isRefused() {
    byte[] orders = {1, 2, 0, 2, 1, 0};
    assertRefused(patched(orders, new byte[] {0, 1, 2, 2, 1, 0}), "the list's own");
    assertRefused(patched(orders, new byte[] {1, 2, 0, 0, 1, 2}), "the list's own");
    assertRefused(patched(orders, new byte[] {1, 2, 1, 2, 1, 0}), "in an order");
    assertRefused(patched(orders, new byte[] {1, 2, 3, 2, 1, 0}), "in an order");
    assertRefused(patched(orders, new byte[] {1, 2, 0, 2, 1, -1}), "in an order");
  }

  @Test
  void decode_formOfATermOutOfRange_isRefused() {
    // Source, block, offset of the first operand, form, second operand, axes, Free(2), Gather.
    byte[] operands = ByteBuffer.allocate(13).putInt(1).putLong(0).put((byte) 7).array();
    byte[] changed = operands.clone();
    changed[12] = 8;
    assertRefused(patched(operands, changed), "form");
  }

  @Test
  void decode_publicColumnOutOfRange_isRefused() {
    byte[] rowsBelow = column(3, 11);
    for (long bound : new long[] {-1, 17, Long.MAX_VALUE}) {
      assertRefused(patched(rowsBelow, column(3, bound)), "public column");
    }
    byte[] affine = column(2, -8, 1);
    assertRefused(patched(affine, column(2, Long.MAX_VALUE, 1)), "public column");
    assertRefused(patched(affine, column(2, 0, Long.MIN_VALUE)), "public column");
    byte[] clamp = column(4, -8, 0, 5);
    assertRefused(patched(clamp, column(4, -Long.MAX_VALUE, 0, Long.MAX_VALUE)), "public column");
    assertRefused(patched(clamp, column(4, 1, 0, 5)), "clamp");
    assertRefused(patched(clamp, column(9, -8, 0, 5)), "unknown source");
  }

  @Test
  void decode_boxOutsideOrOverlapping_isRefused() {
    byte[] box = {0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 1, 2, 0, 0, 0, 1};
    for (long row : new long[] {16, 4, -4, 13, Long.MAX_VALUE - 3}) {
      byte[] changed = ByteBuffer.wrap(box.clone()).putLong(row).array();
      assertRefused(patched(box, changed), "");
    }
  }

  @Test
  void decode_committedColumnOfPublicBlock_isRefused() {
    // The columns of a segment: relation 1, then block 2 of commitment 1.
    byte[] sources = {1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 2};
    byte[] changed = sources.clone();
    ByteBuffer.wrap(changed).putInt(6, -1);
    assertRefused(patched(sources, changed), "commitment");
  }

  @Test
  void decode_busOfTwoForms_isRefused() {
    // The first of two messages on this bus gets another name.
    byte[] name = "pairs".getBytes(StandardCharsets.US_ASCII);
    byte[] other = "parts".getBytes(StandardCharsets.US_ASCII);
    byte[] changed = RICH.clone();
    int second = indexOf(changed, name) + 1;
    while (!Arrays.equals(changed, second, second + 5, name, 0, 5)) {
      second++;
    }
    System.arraycopy(other, 0, changed, second, 5);
    assertRefused(changed, "two forms");
  }

  @Test
  void decode_rowOffsetThatOverflows_isRefused() {
    byte[] twelve = longs(12, 1);
    assertRefused(patched(twelve, longs(Long.MAX_VALUE - 3, 1)), "row offset");
    assertRefused(patched(twelve, longs(-4, 1)), "row offset");
    assertRefused(patched(twelve, longs(16, 1)), "row offset");
    assertRefused(patched(twelve, longs(11, 1)), "not aligned");
  }

  @Test
  void decode_nodeOutsideTheGraph_isRefused() {
    byte[] cube = ints((byte) 4, 2, 1);
    for (int operand : new int[] {3, -1, 4, Integer.MAX_VALUE}) {
      assertRefused(patched(cube, ints((byte) 4, 2, operand)), "operand");
    }
    assertRefused(patched(cube, ints((byte) 5, 2, 1)), "unknown node");
  }

  @Test
  void decode_degreeBeyondAnInt_isRefused() {
    ConstraintBuilder b = new ConstraintBuilder("chain");
    ConstraintBuilder.Expr x = b.committed("x");
    for (int i = 0; i < 40; i++) {
      x = x.plus(x);
    }
    b.zero("sum", x);
    b.send("x", KeyFixture.RANGE, x);
    byte[] bytes = key(List.of(new Segment(b.build(), 1, 4, List.of(committed()))));
    for (int i = 0; i < 40; i++) {
      byte[] sum = ints((byte) 2, i, i);
      bytes[indexOf(bytes, sum)] = 4;
    }
    assertRefused(bytes, "ArithmeticException");
  }

  @Test
  void decode_chipsOutOfOrder_isRefused() {
    Segment first = new Segment(KeyFixture.workChip(1), 1, 4, List.of(committed()));
    Segment second = new Segment(KeyFixture.workChip(2), 1, 4, List.of(committed()));
    byte[] bytes = key(List.of(first, second));
    // chip, rows, log2 of rows, source of each segment
    byte[] rows = {0, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    int at = indexOf(bytes, rows);
    bytes[at - 1] = 1;
    assertRefused(bytes, "first use");
    bytes[at - 1] = 2;
    assertRefused(bytes, "chip of a segment");
    bytes[at - 1] = 0;
    bytes[at - 1 + rows.length + Integer.BYTES] = 0;
    assertRefused(bytes, "no segment");
  }

  @Test
  void decode_tensorOfManyBlocks_isRefused() {
    assertRefused(tensor(6, 32, new byte[32]), "too large");
    assertRefused(tensor(3, 17, new byte[17]), "too large");
    assertRefused(tensor(2, 1, new byte[] {20}), "too large");
    assertRefused(tensor(1, 1, new byte[] {31}), "log2 of a block");
    assertRefused(tensor(1, 33, new byte[33]), "pieces");
    assertRefused(tensor(1, 0, new byte[] {0}), "axis");
    assertRefused(tensor(13, 1, new byte[] {0}), "axes");
  }

  private static Segment.Source committed() {
    return new Segment.Committed(0, 0);
  }

  private static byte[] key(List<Segment> segments) {
    ProofPlan plan =
        new ProofPlan(
            List.of(new ProofPlan.CommittedVector(false, List.of(4))),
            List.of(),
            segments,
            List.of(),
            List.of());
    return VerifyingKeyCodec.encode(KeyFixture.key(SecurityParameters.UNSAFE_TEST, plan, 4, 1));
  }

  /** The start of a key up to a public tensor of equal axes. */
  private static byte[] tensor(int axes, int length, byte[] pieces) {
    ByteWriter out = new ByteWriter();
    out.bytes(Magic.KEY.bytes())
        .u16(VerifyingKey.PROTOCOL_VERSION)
        .string("fast128")
        .u8(10)
        .u8(2)
        .u8(0);
    out.i32(1).u8(0).i32(1).u8(4);
    out.i32(1).string("t").i32(axes);
    for (int i = 0; i < axes; i++) {
      out.i32(length).i32(pieces.length).bytes(pieces);
    }
    return out.i64(0).i64(1).bytes(new byte[64]).toBytes();
  }

  @Test
  void decode_kindsOfCommitments_areReadOrRefused() {
    // 4 rows in a boundary vector, its salt, and a witness of 4 rows; then its kind changed.
    ProofPlan plan =
        new ProofPlan(
            List.of(
                ProofPlan.CommittedVector.boundary(List.of(4)),
                new ProofPlan.CommittedVector(false, List.of(4))),
            List.of(),
            List.of(new Segment(KeyFixture.workChip(0), 3, 4, List.of(committed()))),
            List.of(),
            List.of());
    byte[] bytes =
        VerifyingKeyCodec.encode(KeyFixture.key(SecurityParameters.UNSAFE_TEST, plan, 4, 1));
    assertCanonical(bytes);
    byte[] vector = {2, 0, 0, 0, 2, 4, 2};
    int at = indexOf(bytes, vector);
    byte[] refused = bytes.clone();
    refused[at] = 3;
    assertRefused(refused, "kind of a commitment");
    // As a witness: another key, in which the salt is a block like others.
    refused[at] = 0;
    assertCanonical(refused);
    refused[at] = 2;
    refused[at + vector.length - 1] = 3;
    assertRefused(refused, "salt");
    refused[at + vector.length - 1] = 2;
    refused[at + vector.length] = 2;
    assertRefused(refused, "salt");
    refused[at] = 0;
    assertRefused(refused, "order");
  }

  private static byte[] column(int tag, long... values) {
    ByteBuffer out = ByteBuffer.allocate(1 + values.length * Long.BYTES).put((byte) tag);
    for (long v : values) {
      out.putLong(v);
    }
    return out.array();
  }

  private static byte[] ints(byte tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Integer.BYTES * values.length).put(tag);
    for (int v : values) {
      bytes.putInt(v);
    }
    return bytes.array();
  }

  private static byte[] longs(long a, long b) {
    return ByteBuffer.allocate(16).putLong(a).putLong(b).array();
  }

  /** The rich key with the only place of a pattern changed. */
  private static byte[] patched(byte[] pattern, byte[] replacement) {
    byte[] bytes = RICH.clone();
    System.arraycopy(replacement, 0, bytes, indexOf(bytes, pattern), replacement.length);
    return bytes;
  }

  private static int indexOf(byte[] bytes, byte[] pattern) {
    for (int i = 0; i + pattern.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i;
      }
    }
    throw new AssertionError("no such bytes");
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> VerifyingKeyCodec.decode(bytes))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining(reason);
  }

  private static void assertCanonical(byte[] bytes) {
    VerifyingKey decoded;
    try {
      decoded = VerifyingKeyCodec.decode(bytes);
    } catch (KeyFormatException e) {
      return;
    }
    assertThat(VerifyingKeyCodec.write(decoded)).isEqualTo(bytes);
    VerifierDrill.run(decoded);
  }
}
