package io.zkml.examples;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.vm.riscv.proof.ProgramKey;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import io.zkml.vm.riscv.proof.RunVerifier;
import io.zkml.vm.riscv.proof.VerifiedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Verifies the proof of a run: {@code VerifyRun KEY PROOF [EXIT_CODE]}. Needs the program's key and
 * nothing else of the program; the run must have ended with the exit code, 0 unless said otherwise.
 * The public output goes to the output stream, all else to the error stream. Exit status 0 if the
 * proof is accepted, 1 if not, 2 if a file or the command line is not usable.
 */
public final class VerifyRun {

  private static final int REJECTED = 1;
  private static final int UNUSABLE = 2;
  private static final byte[] NO_CONTEXT = {};

  private final ProgramKey key;

  private VerifyRun(ProgramKey key) {
    this.key = key;
  }

  /**
   * A verifier with the key in a file.
   *
   * @throws KeyFormatException if it is none
   */
  static VerifyRun load(Path file) throws IOException, KeyFormatException {
    return new VerifyRun(ProgramKeyCodec.decode(Files.readAllBytes(file)));
  }

  /** What identifies the key: to be compared with a trusted source. */
  String describe() {
    String digest = HexFormat.of().formatHex(key.digest().toBytes());
    return "key " + digest + ", parameter set " + key.parameters().name();
  }

  /** An accepted run, and how long that took. */
  record Accepted(VerifiedRun run, double millis) {

    String text() {
      return String.format(
          Locale.ROOT,
          "accepted in %.1f ms: %,d instructions, %,d bytes of output, exit code %d",
          millis,
          run.shape().cycles(),
          run.shape().outputBytes(),
          run.shape().exitCode());
    }
  }

  /** Verifies under any key: {@link #run} refuses those for tests before. */
  Accepted verify(byte[] proof, int exitCode) throws ProofRejectedException {
    long start = System.nanoTime();
    VerifiedRun run = RunVerifier.verifyUnsafe(key, proof, NO_CONTEXT, exitCode);
    return new Accepted(run, (System.nanoTime() - start) * 1e-6);
  }

  /** Verifies one proof. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  static int run(String... args) throws IOException {
    boolean codeGiven = args.length == 3 && args[2].matches("-?[0-9]{1,9}");
    if (args.length != 2 && !codeGiven) {
      System.err.println("usage: verify-run KEY PROOF [EXIT_CODE]");
      return UNUSABLE;
    }
    try {
      VerifyRun verifier = load(Path.of(args[0]));
      byte[] proof = Files.readAllBytes(Path.of(args[1]));
      System.err.println(verifier.describe());
      if (verifier.key.parameters().isUnsafe()) {
        System.err.println("error: proofs under a key for tests prove nothing");
        return UNUSABLE;
      }
      Accepted accepted = verifier.verify(proof, codeGiven ? Integer.parseInt(args[2]) : 0);
      System.out.writeBytes(accepted.run().output());
      System.out.flush();
      System.err.println(accepted.text());
      return 0;
    } catch (NoSuchFileException e) {
      System.err.println("error: there is no file " + e.getMessage());
    } catch (KeyFormatException e) {
      System.err.println("error: " + args[0] + " is no program key: " + e.getMessage());
    } catch (ProofRejectedException e) {
      System.err.println("rejected: " + e.getMessage());
      return REJECTED;
    }
    return UNUSABLE;
  }
}
