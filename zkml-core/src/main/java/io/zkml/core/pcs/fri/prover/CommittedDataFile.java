package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.StackedLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * The file of a commitment's codewords and tree, so that they need not be computed again: 8 2^b
 * bytes an entry and 32 bytes a tree node. A file is written under a temporary name and moved into
 * place; it is mapped, not read, so several processes share one copy. Who maps it has the entries
 * and compares the out-of-domain value with theirs: no file changes what a key is of.
 *
 * <p>Format, little-endian words of 8 bytes: magic, checksum (CRC-32C of all behind it), identity
 * (4 words), root (4 words), out-of-domain value (3 words), then codeword after codeword, then the
 * digests level by level from the leaves.
 */
public final class CommittedDataFile {

  private static final long MAGIC = 0x31_4b_50_4d_4c_4b_5aL; // "ZKMLPK1"
  private static final int HEADER_WORDS = 13;
  private static final int CHECKED_FROM = 2 * Long.BYTES;
  private static final int CHUNK_BYTES = 1 << 16;

  private CommittedDataFile() {}

  /** A commitment's data, written for an identity: what the file was made from. */
  public static void write(Path file, Digest identity, CommittedData data) throws IOException {
    write(file, identity, data, to -> FileChannel.open(to, StandardOpenOption.WRITE));
  }

  /** Opens a file for writing. */
  @FunctionalInterface
  interface Opener {
    /** A channel at the beginning of a file that exists. */
    FileChannel open(Path file) throws IOException;
  }

  /** As above, on a disk of the caller's. */
  static void write(Path file, Digest identity, CommittedData data, Opener disk)
      throws IOException {
    if (!(data instanceof HeapCommittedData heap)) {
      throw new IllegalArgumentException("only data in memory can be written");
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel out = disk.open(temporary)) {
        new Writer(out).write(identity, heap);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Maps a file.
   *
   * @param prover for the parameter set under which the data were committed
   * @param identity what the file must have been made from
   * @param layout of the commitment
   * @param entries of the commitment in layout order; not copied
   * @throws IOException if the file is missing, made from something else, truncated or damaged
   */
  public static CommittedData map(
      FriProver prover, Path file, Digest identity, StackedLayout layout, int arity, long[] entries)
      throws IOException {
    int logInvRate = prover.parameters().logInvRate();
    int leafBits = layout.logHeight() + logInvRate - arity;
    long words = HEADER_WORDS;
    words += (long) layout.usedColumns() << (layout.logHeight() + logInvRate);
    words += MappedCommittedData.treeWords(leafBits);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (in.size() != words * Long.BYTES) {
        throw new IOException(file + " has " + in.size() + " bytes, not " + words * Long.BYTES);
      }
      MemorySegment all = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), Arena.ofAuto());
      checkHeader(file, identity, all);
      Commitment commitment =
          new Commitment(
              digest(all, 6), layout, new Ext3(word(all, 10), word(all, 11), word(all, 12)));
      // SOUNDNESS: whoever may write the file could otherwise slip another commitment into a key
      // that is taken for this program's. A root has but one value at its point for these entries.
      if (!prover
          .outOfDomainValue(layout, commitment.root(), entries)
          .equals(commitment.oodValue())) {
        throw new IOException(file + " commits to something else");
      }
      MemorySegment body = all.asSlice(HEADER_WORDS * (long) Long.BYTES);
      return new MappedCommittedData(file, commitment, entries, body, logInvRate, arity);
    }
  }

  /**
   * Work that reads data which may be mapped: who cuts a mapped file short takes pages away.
   *
   * @throws UncheckedIOException if the file was cut short
   */
  public static <T> T reading(CommittedData data, Supplier<T> work) {
    try {
      return work.get();
    } catch (InternalError e) {
      if (data instanceof MappedCommittedData mapped) {
        String what = "the key file " + mapped.file() + " was cut short while it is in use";
        throw new UncheckedIOException(new IOException(what, e));
      }
      throw e;
    }
  }

  private static void checkHeader(Path file, Digest identity, MemorySegment all)
      throws IOException {
    if (word(all, 0) != MAGIC || !digest(all, 2).equals(identity)) {
      throw new IOException(file + " was not made for this model and these parameters");
    }
    CRC32C sum = new CRC32C();
    sum.update(all.asSlice(CHECKED_FROM).asByteBuffer());
    if (sum.getValue() != word(all, 1)) {
      throw new IOException(file + " is damaged: its checksum does not fit");
    }
  }

  private static long word(MemorySegment s, long index) {
    return s.get(MappedCommittedData.WORD, index * Long.BYTES);
  }

  private static Digest digest(MemorySegment s, long index) {
    return new Digest(word(s, index), word(s, index + 1), word(s, index + 2), word(s, index + 3));
  }

  /** Writes words in order, then the checksum into the header. */
  private static final class Writer {
    private final FileChannel out;
    private final ByteBuffer buffer =
        ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C sum = new CRC32C();

    Writer(FileChannel out) {
      this.out = out;
    }

    void write(Digest identity, HeapCommittedData data) throws IOException {
      buffer.putLong(MAGIC).putLong(0);
      drain(false);
      put(identity);
      put(data.commitment().root());
      Ext3 y = data.commitment().oodValue();
      buffer.putLong(y.c0()).putLong(y.c1()).putLong(y.c2());
      for (long[] plane : data.planes()) {
        put(plane);
      }
      drain(true);
      buffer.putLong(sum.getValue()).flip();
      out.write(buffer, Long.BYTES);
    }

    private void put(Digest d) {
      buffer.putLong(d.w0()).putLong(d.w1()).putLong(d.w2()).putLong(d.w3());
    }

    private void put(long[] words) throws IOException {
      for (long w : words) {
        if (buffer.remaining() < Long.BYTES) {
          drain(true);
        }
        buffer.putLong(w);
      }
    }

    private void drain(boolean checked) throws IOException {
      buffer.flip();
      if (checked) {
        sum.update(buffer.duplicate());
      }
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
  }
}
