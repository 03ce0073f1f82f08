package io.zkml.core.pcs.fri.prover;

import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.pcs.Commitment;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries in memory, codewords and tree in a mapped file. */
final class MappedCommittedData implements CommittedData {

  static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int DIGEST_WORDS = 4;

  private final Path file;
  private final Commitment commitment;
  private final long[] entries;
  private final MemorySegment body;
  private final int domainBits;
  private final int arity;
  private final int columns;

  MappedCommittedData(
      Path file,
      Commitment commitment,
      long[] entries,
      MemorySegment body,
      int logInvRate,
      int arity) {
    this.file = file;
    this.commitment = commitment;
    this.entries = entries;
    this.body = body;
    this.domainBits = commitment.layout().logHeight() + logInvRate;
    this.arity = arity;
    this.columns = commitment.layout().usedColumns();
  }

  /** Words of all digests of a tree of 2^depth leaves. */
  static long treeWords(int depth) {
    return DIGEST_WORDS * ((2L << depth) - 1);
  }

  Path file() {
    return file;
  }

  @Override
  public Commitment commitment() {
    return commitment;
  }

  @Override
  public int arity() {
    return arity;
  }

  @Override
  public void read(int column, int row, long[] out, int at, int n) {
    long from = ((long) column << commitment.layout().logHeight()) + row;
    int there = Math.clamp(entries.length - from, 0, n);
    if (there > 0) {
      System.arraycopy(entries, Math.toIntExact(from), out, at, there);
    }
    Arrays.fill(out, at + there, at + n, 0);
  }

  @Override
  public MultiOpening open(int[] positions) {
    List<Leaf> leaves = new ArrayList<>(positions.length);
    for (int p : positions) {
      leaves.add(leaf(p));
    }
    int leafBits = domainBits - arity;
    return new MultiOpening(leaves, MerkleTree.siblings(leafBits, positions, this::digest));
  }

  private Leaf leaf(int position) {
    long[] elements = new long[columns << arity];
    int o = 0;
    for (int j = 0; j < 1 << arity; j++) {
      long point = position + ((long) j << (domainBits - arity));
      for (int c = 0; c < columns; c++) {
        elements[o++] = word(((long) c << domainBits) + point);
      }
    }
    return Leaf.of(elements);
  }

  private Digest digest(int level, int index) {
    int leafBits = domainBits - arity;
    long before = treeWords(leafBits) - treeWords(leafBits - level);
    long at = ((long) columns << domainBits) + before + (long) DIGEST_WORDS * index;
    return new Digest(word(at), word(at + 1), word(at + 2), word(at + 3));
  }

  private long word(long index) {
    return body.get(WORD, index * Long.BYTES);
  }
}
