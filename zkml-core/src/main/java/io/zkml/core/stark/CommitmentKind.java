package io.zkml.core.stark;

/** When a vector is committed, and who sees its commitment; in the order of a plan. */
public enum CommitmentKind {
  /** Once, with the program: its root and value stand in the key. */
  PREPROCESSED,
  /** Before the proof: its digest stands in the statement. The last block is salt. */
  BOUNDARY,
  /** By every proof anew: nothing of it is seen elsewhere. */
  WITNESS
}
