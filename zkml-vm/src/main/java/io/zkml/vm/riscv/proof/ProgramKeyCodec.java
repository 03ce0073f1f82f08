package io.zkml.vm.riscv.proof;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The byte form of program keys: magic, version, name of the parameter set behind its length,
 * folding, the facts, the models behind their number, root and out-of-domain value. Decoding does
 * not say whose key it is: compare {@link ProgramKey#digest} with one from a trusted source.
 */
public final class ProgramKeyCodec {

  private static final byte[] MAGIC = "ZKRK".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_FIXED_BYTES = 512;

  /** Bytes of a key: without models a few hundred. */
  public static final int MAX_BYTES = 1 << 24;

  private static final int MAX_LOG_HEIGHT = 32;

  private ProgramKeyCodec() {}

  /** The bytes of a key. */
  public static byte[] encode(ProgramKey key) {
    List<byte[]> models = key.models().stream().map(ModelCodec::encode).toList();
    int length = models.stream().mapToInt(m -> m.length).sum();
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(MAX_FIXED_BYTES, length));
    byte[] name = key.parameters().name().getBytes(StandardCharsets.US_ASCII);
    out.put(MAGIC).putShort((short) VerifyingKey.PROTOCOL_VERSION);
    out.put((byte) name.length).put(name).put(key.folding().encode());
    ProgramFacts facts = key.facts();
    out.putInt(facts.entry()).putInt(facts.textStart()).putInt(facts.textWords());
    out.putInt(facts.imageWords()).putInt(facts.dataIndex());
    out.put((byte) models.size());
    models.forEach(out::put);
    Ext3 y = key.program().oodValue();
    out.put(key.program().root().toBytes()).putLong(y.c0()).putLong(y.c1()).putLong(y.c2());
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * The key of these bytes.
   *
   * @param bytes untrusted; not changed
   * @throws KeyFormatException if they are not the byte form of a key
   */
  public static ProgramKey decode(byte[] bytes) throws KeyFormatException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      require(bytes.length <= MAX_BYTES, in, "too many bytes");
      ProgramKey key = read(in);
      require(!in.hasRemaining(), in, "trailing bytes");
      return key;
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      throw new KeyFormatException(in.position(), String.valueOf(e.getMessage()));
    }
  }

  private static ProgramKey read(ByteBuffer in) throws KeyFormatException {
    require(Arrays.equals(bytes(in, MAGIC.length), MAGIC), in, "no program key");
    require(in.getShort() == VerifyingKey.PROTOCOL_VERSION, in, "another version");
    byte[] name = bytes(in, in.get() & 0xff);
    SecurityParameters parameters =
        SecurityParameters.named(new String(name, StandardCharsets.US_ASCII));
    Folding folding = folding(in);
    ProgramFacts facts =
        new ProgramFacts(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
    int count = in.get() & 0xff;
    require(count <= Guest.MAX_MODELS, in, count + " models");
    List<GuestModel> models = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      models.add(ModelCodec.decode(in));
    }
    StackedLayout layout = ProgramKey.layout(facts, models, folding.logHeight());
    Digest root = Digest.of(bytes(in, Digest.BYTES));
    Ext3 y = new Ext3(element(in), element(in), element(in));
    return new ProgramKey(parameters, facts, models, folding, new Commitment(root, layout, y));
  }

  private static Folding folding(ByteBuffer in) throws KeyFormatException {
    int logHeight = in.get();
    require(logHeight >= 0 && logHeight <= MAX_LOG_HEIGHT, in, "column height");
    int arity = in.get();
    List<Integer> arities = new ArrayList<>();
    for (byte t : bytes(in, in.get() & 0xff)) {
      arities.add((int) t);
    }
    return new Folding(logHeight, arity, arities);
  }

  private static byte[] bytes(ByteBuffer in, int n) {
    if (n > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] out = new byte[n];
    in.get(out);
    return out;
  }

  private static long element(ByteBuffer in) throws KeyFormatException {
    long v = in.getLong();
    // SOUNDNESS: arithmetic is right for canonical elements only.
    require(Goldilocks.isCanonical(v), in, "an element is not below p");
    return v;
  }

  private static void require(boolean condition, ByteBuffer in, String what)
      throws KeyFormatException {
    if (!condition) {
      throw new KeyFormatException(in.position(), what);
    }
  }
}
