import org.jspecify.annotations.NullMarked;

/** Fields, hashes, transcript, commitments, sumcheck, LogUp, STARK and codec. */
@NullMarked
module io.zkml.core {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;
  requires it.unimi.dsi.fastutil.core;
  requires org.bouncycastle.provider;

  exports io.zkml.core.air;
  exports io.zkml.core.air.check;
  exports io.zkml.core.codec;
  exports io.zkml.core.contraction;
  exports io.zkml.core.contraction.prover;
  exports io.zkml.core.expr;
  exports io.zkml.core.field;
  exports io.zkml.core.field.simd;
  exports io.zkml.core.hash;
  exports io.zkml.core.logup;
  exports io.zkml.core.logup.prover;
  exports io.zkml.core.merkle;
  exports io.zkml.core.merkle.prover;
  exports io.zkml.core.parallel;
  exports io.zkml.core.pcs;
  exports io.zkml.core.pcs.fri;
  exports io.zkml.core.pcs.fri.prover;
  exports io.zkml.core.poly;
  exports io.zkml.core.poly.prover;
  exports io.zkml.core.progress;
  exports io.zkml.core.rejection;
  exports io.zkml.core.security;
  exports io.zkml.core.stark;
  exports io.zkml.core.stark.prover;
  exports io.zkml.core.sumcheck;
  exports io.zkml.core.transcript;
}
