package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.elf.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that says it is of one program and commits to another, or that changes under a prover. */
class ForgedKeyFileTest {

  /** Magic and checksum come before the identity, which is of 32 bytes. */
  private static final int IDENTITY = 16;

  private static final int ROOT = IDENTITY + 32;

  private static final ProgramProver.Resources RESOURCES =
      new ProgramProver.Resources(Kernels.auto(), BatchHasher.auto(), Workers.of(2));

  private static VirtualMachine cached(Program program, Path file) {
    return VirtualMachine.cached(program, SecurityParameters.UNSAFE_TEST, 1 << 12, RESOURCES, file);
  }

  @Test
  void cached_fileOfAnotherProgram_isWrittenAnew(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("key");
    ProgramKey key = cached(Guests.sum(5), file).key();
    byte[] honest = Files.readAllBytes(file);
    Path other = folder.resolve("other");
    cached(Guests.sum(6), other);
    byte[] forged = Files.readAllBytes(other);
    System.arraycopy(honest, IDENTITY, forged, IDENTITY, ROOT - IDENTITY);
    Files.write(file, sealed(forged));
    assertThat(cached(Guests.sum(5), file).key()).isEqualTo(key);
    assertThat(Files.readAllBytes(file)).isEqualTo(honest);
  }

  /** The root of another program beside the value of this one. */
  @Test
  void cached_anotherRoot_isWrittenAnew(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("key");
    ProgramKey key = cached(Guests.sum(5), file).key();
    byte[] forged = Files.readAllBytes(file);
    forged[ROOT] ^= 1;
    Files.write(file, sealed(forged));
    assertThat(cached(Guests.sum(5), file).key()).isEqualTo(key);
  }

  @Test
  void prove_fileCutShortWhileMapped_isATypedError(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("key");
    cached(Guests.sum(5), file);
    VirtualMachine mapped = cached(Guests.sum(5), file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    assertThatThrownBy(() -> mapped.prove(new byte[4], new byte[0]))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("was cut short while it is in use");
  }

  private static byte[] sealed(byte[] file) {
    CRC32C sum = new CRC32C();
    sum.update(file, IDENTITY, file.length - IDENTITY);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.BYTES, sum.getValue());
    return file;
  }
}
