package io.zkml.core.pcs.fri.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommittedDataFileTest {

  private static final int ARITY = 2;
  private static final Digest IDENTITY = new Digest(1, 2, 3, 4);
  private static final StackedLayout LAYOUT = new StackedLayout(8, List.of(9, 8, 5));

  private final FriProver prover =
      new FriProver(
          SecurityParameters.UNSAFE_TEST, Kernels.scalar(), BatchHasher.scalar(), Workers.of(1));
  private final long[] entries = entries();

  @TempDir private Path folder;

  private static long[] entries() {
    long[] entries = new long[Math.toIntExact(LAYOUT.size())];
    Arrays.setAll(entries, i -> i * 0x9e3779b9L);
    return entries;
  }

  private CommittedData commit() {
    StackedColumns columns = new StackedColumns(LAYOUT);
    columns.put(0, entries, 0, entries.length);
    return prover.commit(columns, ARITY);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void map_whatWasWritten_isTheSameCommitment() throws IOException {
    CommittedData data = commit();
    Path file = folder.resolve("data");
    CommittedDataFile.write(file, IDENTITY, data);
    CommittedData mapped = CommittedDataFile.map(prover, file, IDENTITY, LAYOUT, ARITY, entries);
    assertThat(mapped.commitment()).isEqualTo(data.commitment());
    assertThat(files()).containsExactly(file);
  }

  /** Space runs out at once, in the middle, or before the last bytes. */
  @ParameterizedTest
  @ValueSource(longs = {0, 65536, 8 * 4 * 800})
  void write_diskFull_keepsTheOldFileAndLeavesNoOther(long free) throws IOException {
    CommittedData data = commit();
    Path file = folder.resolve("data");
    CommittedDataFile.write(file, IDENTITY, data);
    byte[] old = Files.readAllBytes(file);
    SmallDisk[] disk = new SmallDisk[1];
    assertThatThrownBy(() ->
            CommittedDataFile.write(
                file,
                new Digest(9, 9, 9, 9),
                data,
                to -> {
                  disk[0] = new SmallDisk(to, Math.min(free, old.length - 8L));
                  return disk[0];
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(disk[0].isOpen()).isFalse();
    assertThat(files()).containsExactly(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
  }

  /** The system's own full disk, where there is one. */
  @Test
  void write_devFull_isAnIoException() throws IOException {
    Path full = Path.of("/dev/full");
    if (Files.exists(full)) {
      CommittedData data = commit();
      assertThatThrownBy(() ->
              CommittedDataFile.write(
                  folder.resolve("data"),
                  IDENTITY,
                  data,
                  to -> FileChannel.open(full, StandardOpenOption.WRITE)))
          .isInstanceOf(IOException.class);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void map_fileOfAnyOtherLength_isRefused() throws IOException {
    Path file = folder.resolve("data");
    CommittedDataFile.write(file, IDENTITY, commit());
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 8, 103, good.length / 2, good.length - 1, good.length + 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(
              () -> CommittedDataFile.map(prover, file, IDENTITY, LAYOUT, ARITY, entries))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has " + length + " bytes");
    }
  }
}
