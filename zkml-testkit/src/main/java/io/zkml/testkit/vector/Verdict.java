package io.zkml.testkit.vector;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;

/** What the verifier says to a key, a statement and a proof, as one word. */
public final class Verdict {

  /** The proof convinces. */
  public static final String ACCEPT = "ACCEPT";

  /** The key's file is refused. */
  public static final String KEY = "KEY";

  /** The statement's file is refused. */
  public static final String STATEMENT_FILE = "STATEMENT_FILE";

  private Verdict() {}

  /** {@link #ACCEPT}, {@link #KEY}, {@link #STATEMENT_FILE} or the name of a reject reason. */
  public static String of(VectorFiles files) {
    VerifyingKey key;
    try {
      key = VerifyingKeyCodec.decode(files.key());
    } catch (KeyFormatException e) {
      return KEY;
    }
    Statement statement;
    try {
      statement = StatementCodec.decode(files.statement());
    } catch (KeyFormatException e) {
      return STATEMENT_FILE;
    }
    try {
      StarkVerifier.verify(key, statement, ProofCodec.decode(files.proof(), key));
      return ACCEPT;
    } catch (ProofRejectedException e) {
      return e.reason().name();
    }
  }
}
