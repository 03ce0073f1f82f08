package io.zkml.examples;

import io.zkml.core.progress.ProgressListener;
import io.zkml.core.progress.Stage;
import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how far a computation is, on one line of a terminal; silent elsewhere. */
final class ProgressLine implements ProgressListener {

  private static final int WIDTH = 72;

  private final PrintStream out;
  private final boolean terminal;
  private String what = "";

  ProgressLine(PrintStream out) {
    this.out = out;
    this.terminal = isTerminal(System.console());
  }

  /** Since JDK 22 there is a console even where output goes to a file. */
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /** Names what comes next. */
  void begin(String name) {
    what = name;
  }

  @Override
  public void progress(Stage stage, long done, long total) {
    if (terminal) {
      String bar = "#".repeat((int) done) + ".".repeat((int) (total - done));
      out.printf("\r%-" + WIDTH + "s", what + " [" + bar + "] " + stage);
      out.flush();
    }
  }

  /** Clears the line. */
  void end() {
    if (terminal) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
  }
}
