package io.zkml.core.merkle;

import io.zkml.core.hash.Keccak256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The two hashes of a tree: {@code leaf = keccak256("zkmlleaf" || elements)}, elements as 8 bytes
 * big-endian, and {@code node = keccak256("zkmlnode" || left || right)}. The tags have 8 bytes and
 * differ, so no leaf can pass for a node. Not thread-safe.
 */
public final class TreeHasher {

  /** Bytes of a domain tag. */
  public static final int TAG_BYTES = 8;

  private static final byte[] LEAF = "zkmlleaf".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NODE = "zkmlnode".getBytes(StandardCharsets.US_ASCII);

  private final Keccak256 keccak = new Keccak256();
  private final byte[] node = new byte[TAG_BYTES + 2 * Digest.BYTES];
  private byte[] leaf = new byte[0];

  /** A hasher of its own for one thread. */
  public TreeHasher() {
    System.arraycopy(NODE, 0, node, 0, TAG_BYTES);
  }

  /** The digest of a leaf. */
  public Digest leaf(Leaf elements) {
    int width = elements.width();
    ByteBuffer out = leafBuffer(width);
    for (int i = 0; i < width; i++) {
      out.putLong(elements.get(i));
    }
    return hash(leaf, out.position());
  }

  /** The digest of a leaf of {@code width} elements from {@code offset}. */
  public Digest leaf(long[] elements, int offset, int width) {
    ByteBuffer out = leafBuffer(width);
    for (int i = 0; i < width; i++) {
      out.putLong(elements[offset + i]);
    }
    return hash(leaf, out.position());
  }

  /** The digest of an inner node. */
  public Digest node(Digest left, Digest right) {
    ByteBuffer out = ByteBuffer.wrap(node);
    out.position(TAG_BYTES);
    left.putTo(out);
    right.putTo(out);
    return hash(node, node.length);
  }

  private ByteBuffer leafBuffer(int width) {
    int length = Math.addExact(TAG_BYTES, Math.multiplyExact(width, Long.BYTES));
    if (leaf.length < length) {
      leaf = new byte[length];
      System.arraycopy(LEAF, 0, leaf, 0, TAG_BYTES);
    }
    ByteBuffer out = ByteBuffer.wrap(leaf);
    out.position(TAG_BYTES);
    return out;
  }

  private Digest hash(byte[] bytes, int length) {
    return Digest.of(keccak.update(bytes, 0, length).digest());
  }
}
