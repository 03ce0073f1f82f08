package io.zkml.examples;

import io.zkml.core.hash.Keccak256;
import io.zkml.ml.VerifiedInference;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link Verify} says of one proof file: a line for people and programs.
 *
 * @param file name of the proof file
 * @param millis time of the verification
 * @param text class and input of the accepted inference, or why it was rejected
 */
record Verdict(boolean accepted, String file, double millis, String text) {

  private static final Pattern LINE =
      Pattern.compile("(accepted|rejected) (\\S+) in ([0-9.]+) ms: (.*)");

  private static final Pattern ACCEPTED = Pattern.compile("class (\\d+), input ([0-9a-f]{64})");

  /** The line of an accepted proof. */
  static Verdict of(String file, double millis, VerifiedInference inference) {
    String text =
        "class " + inference.output().argMax() + ", input " + digest(inference.inputIntegers());
    return new Verdict(true, file, millis, text);
  }

  /** Identifies an input: the Keccak-256 hash of its integers. */
  static String digest(long[] input) {
    ByteBuffer bytes = ByteBuffer.allocate(input.length * Long.BYTES);
    for (long v : input) {
      bytes.putLong(v);
    }
    return HexFormat.of().formatHex(Keccak256.hash(bytes.array()));
  }

  static Optional<Verdict> parse(String line) {
    Matcher m = LINE.matcher(line);
    return m.matches()
        ? Optional.of(
            new Verdict(
                m.group(1).equals("accepted"),
                m.group(2),
                Double.parseDouble(m.group(3)),
                m.group(4)))
        : Optional.empty();
  }

  /** The proven class, -1 if the proof was rejected. */
  int provenClass() {
    Matcher m = ACCEPTED.matcher(text);
    return accepted && m.matches() ? Integer.parseInt(m.group(1)) : -1;
  }

  /** Whether the proof was accepted and is about this input. */
  boolean isAbout(long[] input) {
    Matcher m = ACCEPTED.matcher(text);
    return accepted && m.matches() && m.group(2).equals(digest(input));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s in %.1f ms: %s",
        accepted ? "accepted" : "rejected",
        file,
        millis,
        text);
  }
}
