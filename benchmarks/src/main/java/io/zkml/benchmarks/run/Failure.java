package io.zkml.benchmarks.run;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.vm.riscv.elf.ElfFormatException;
import io.zkml.vm.riscv.exec.TrapException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Turns exceptions into a message and an exit status. */
final class Failure {

  /** The command line or a file named on it is not usable. */
  static final int USAGE = 2;

  /** The model or program cannot be proven, or not on this input. */
  static final int REFUSED = 1;

  private Failure() {}

  /** What a process does. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Does the work; a failure that a user can do something about is told without a stack trace. */
  static int status(Work work) throws Exception {
    try {
      work.run();
      return 0;
    } catch (UsageException e) {
      return tell(e.getMessage() + "\n\n" + Options.USAGE, USAGE);
    } catch (NoSuchFileException e) {
      return tell("there is no file " + e.getMessage(), USAGE);
    } catch (DatasetFormatException | OnnxFormatException | ElfFormatException e) {
      return tell(e.getMessage(), USAGE);
    } catch (UnsupportedModelException | IllegalArgumentException | ArithmeticException e) {
      return tell(e.getMessage(), REFUSED);
    } catch (TrapException e) {
      return tell(e.getMessage(), REFUSED);
    } catch (IOException | UnsupportedOperationException e) {
      return tell(e.toString(), REFUSED);
    }
  }

  private static int tell(@Nullable String message, int status) {
    System.err.println("error: " + message);
    return status;
  }
}
