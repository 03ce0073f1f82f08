import org.jspecify.annotations.NullMarked;

/** Export of a Solidity verifier for proofs of {@code io.zkml.core}. */
@NullMarked
module io.zkml.evm {
  requires transitive io.zkml.core;
  requires static transitive org.jspecify;

  exports io.zkml.evm;
  exports io.zkml.evm.plan;
}
