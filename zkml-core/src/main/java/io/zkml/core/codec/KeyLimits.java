package io.zkml.core.codec;

import io.zkml.core.stark.Segment;

/**
 * How large a key may be that comes from a file. A key fixes the time and memory that its verifier
 * takes, so a key from anywhere must not ask for much of either: {@link VerifyingKeyCodec} refuses
 * every key beyond these bounds, and refuses to write one.
 *
 * <p>Together they keep a verification below {@link #MAX_VERIFIER_WORK} multiplications in E (a few
 * seconds of a scalar core) and a few hundred megabytes.
 */
public final class KeyLimits {

  /** Bytes of a key. */
  public static final int MAX_KEY_BYTES = 1 << 24;

  /** UTF-8 bytes of a name or label. */
  public static final int MAX_NAME_BYTES = 256;

  /** Commitments of a plan, preprocessed ones included. */
  public static final int MAX_COMMITMENTS = 16;

  /** Committed blocks of a plan. */
  public static final int MAX_BLOCKS = 1 << 16;

  /** log2 of a committed block. */
  public static final int MAX_LOG_BLOCK = 36;

  /** Axes of a tensor or of a term. */
  public static final int MAX_AXES = 12;

  /** Pieces of one axis. */
  public static final int MAX_PIECES = 32;

  /** log2 of one piece of an axis of a public tensor. */
  public static final int MAX_LOG_PIECE = 20;

  /** Public tensors of a plan. */
  public static final int MAX_PUBLIC_TENSORS = 1 << 10;

  /** Blocks of all public tensors. */
  public static final int MAX_PUBLIC_BLOCKS = 1 << 12;

  /** log2 of a public block. */
  public static final int MAX_LOG_PUBLIC_BLOCK = 20;

  /** Entries of all public tensors, padding included. */
  public static final int MAX_PUBLIC_ENTRIES = 1 << 22;

  /** Different chips. */
  public static final int MAX_CHIPS = 1 << 8;

  /** Columns of a chip. */
  public static final int MAX_CHIP_COLUMNS = 1 << 13;

  /** Nodes of all chips' graphs. */
  public static final int MAX_NODES = 1 << 18;

  /** Constraints of a chip. */
  public static final int MAX_CONSTRAINTS = 1 << 14;

  /** Interactions of a chip. */
  public static final int MAX_INTERACTIONS = 1 << 14;

  /** Segments of a plan. */
  public static final int MAX_SEGMENTS = 1 << 12;

  /** Columns of all segments. */
  public static final int MAX_COLUMNS = 1 << 16;

  /** Interactions of all segments. */
  public static final int MAX_MESSAGES = 1 << 16;

  /** log2 of the rows of a segment. */
  public static final int MAX_LOG_ROWS = Segment.MAX_LOG_ROWS;

  /** Relations of a plan. */
  public static final int MAX_RELATIONS = 1 << 13;

  /** Terms of all relations: a tensor cut into blocks needs many, and their work is counted. */
  public static final int MAX_TERMS = 1 << 15;

  /** log2 of an axis of a term. */
  public static final int MAX_LOG_AXIS = 30;

  /** log2 of each side of a window: the verifier makes tables of that size. */
  public static final int MAX_LOG_WINDOW = 18;

  /**
   * log2 of each side of a gather, which may be a whole block: as for public blocks, the verifier
   * makes tables of that size.
   */
  public static final int MAX_LOG_GATHER = MAX_LOG_PUBLIC_BLOCK;

  /** Entries of all explicit factors, of windows and gathers: the verifier holds them at once. */
  public static final int MAX_EXPLICIT_ENTRIES = 1 << 21;

  /** Bindings of committed blocks to public ones. */
  public static final int MAX_BINDINGS = 1 << 12;

  /** Boxes of all public columns. */
  public static final int MAX_BOXES = 1 << 16;

  /** Bytes of the longest proof under a key. */
  public static final int MAX_PROOF_BYTES = 1 << 26;

  /** What {@link VerifierWork} counts, in multiplications in E. */
  public static final long MAX_VERIFIER_WORK = 1L << 26;

  /** Bytes of a statement's context. */
  public static final int MAX_CONTEXT_BYTES = 1 << 16;

  private KeyLimits() {}
}
