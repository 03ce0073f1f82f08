package io.zkml.core.codec;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.PlanBytes;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The byte form of verifying keys: magic, version, name of the parameter set, column height, arity,
 * plan, then root and out-of-domain value of every preprocessed commitment. Decoding bounds what a
 * verifier will spend on the key, see {@link KeyLimits}; it does not say whose key it is: compare
 * {@link VerifyingKey#digest} with one from a trusted source.
 */
public final class VerifyingKeyCodec {

  private static final int MAX_LOG_HEIGHT = 32;

  private VerifyingKeyCodec() {}

  /**
   * The bytes of a key.
   *
   * @throws IllegalArgumentException if {@link #decode} would refuse them
   */
  public static byte[] encode(VerifyingKey key) {
    byte[] bytes = write(key);
    try {
      if (!decode(bytes).equals(key)) {
        throw new IllegalArgumentException("the key has no byte form");
      }
    } catch (KeyFormatException e) {
      throw new IllegalArgumentException("the key has no byte form: " + e.getMessage(), e);
    }
    return bytes;
  }

  /** The bytes of any key, however large. */
  static byte[] write(VerifyingKey key) {
    ByteWriter out = new ByteWriter();
    out.bytes(Magic.KEY.bytes()).u16(VerifyingKey.PROTOCOL_VERSION);
    out.string(key.parameters().name()).bytes(key.folding().encode());
    out.bytes(PlanBytes.encode(key.plan()));
    for (Commitment c : key.preprocessed()) {
      Ext3 y = c.oodValue();
      out.bytes(c.root().toBytes()).i64(y.c0()).i64(y.c1()).i64(y.c2());
    }
    return out.toBytes();
  }

  /**
   * The key of these bytes. Keys of {@link SecurityParameters#isUnsafe unsafe} sets are accepted:
   * whoever verifies with the key decides.
   *
   * @param bytes untrusted; not changed
   * @throws KeyFormatException if they are not the byte form of a key within the limits
   */
  public static VerifyingKey decode(byte[] bytes) throws KeyFormatException {
    ByteReader<KeyFormatException> in =
        new ByteReader<>(
            bytes, (reason, position, detail) -> new KeyFormatException(position, detail));
    if (bytes.length > KeyLimits.MAX_KEY_BYTES) {
      throw in.malformed("a key of " + bytes.length + " bytes");
    }
    try {
      VerifyingKey key = read(in);
      KeyRules.check(key);
      return key;
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      // Records check themselves: what they refuse, the bytes must not contain.
      throw in.malformed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static VerifyingKey read(ByteReader<KeyFormatException> in) throws KeyFormatException {
    in.expect(Magic.KEY.bytes(), "magic of a verifying key");
    if (in.u16("version") != VerifyingKey.PROTOCOL_VERSION) {
      throw in.malformed("another version of the protocol");
    }
    String name = in.string(KeyLimits.MAX_NAME_BYTES, "name of the parameter set");
    SecurityParameters parameters = SecurityParameters.named(name);
    Folding folding = folding(in);
    ProofPlan plan = PlanDecoder.decode(in);
    List<Commitment> preprocessed = preprocessed(in, plan, folding.logHeight());
    in.end();
    return new VerifyingKey(parameters, plan, folding, preprocessed);
  }

  private static Folding folding(ByteReader<KeyFormatException> in) throws KeyFormatException {
    int logHeight = in.u8(MAX_LOG_HEIGHT, "log2 of the column height");
    int arity = in.u8("arity");
    int oracles = in.u8(MAX_LOG_HEIGHT, "number of oracles");
    List<Integer> arities = new ArrayList<>();
    for (int i = 0; i < oracles; i++) {
      arities.add(in.u8("arity of an oracle"));
    }
    return new Folding(logHeight, arity, arities);
  }

  private static List<Commitment> preprocessed(
      ByteReader<KeyFormatException> in, ProofPlan plan, int logHeight) throws KeyFormatException {
    List<Commitment> out = new ArrayList<>();
    for (int k = 0; k < plan.preprocessed(); k++) {
      List<Integer> logs = plan.commitments().get(k).blockLogs();
      StackedLayout layout = new StackedLayout(logHeight, logs);
      Digest root = Digest.of(in.bytes(Digest.BYTES, "root"));
      Ext3 y = new Ext3(in.element("ood value"), in.element("ood value"), in.element("ood value"));
      out.add(new Commitment(root, layout, y));
    }
    return out;
  }
}
