package io.zkml.core.codec;

import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.OracleOpening;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * Writes the body of a proof. Lengths are not written but expected by the reader, so each is
 * checked; contents are written as they are.
 */
final class ProofWriter {

  private final ByteWriter out;
  private final ProofLayout layout;
  private final ProofShape shape;

  ProofWriter(ByteWriter out, ProofLayout layout) {
    this.out = out;
    this.layout = layout;
    this.shape = layout.shape();
  }

  void proof(StarkProof proof) {
    size(proof.commitments(), shape.commitments(), "commitments");
    for (StarkProof.CommitmentMessages m : proof.commitments()) {
      digest(m.root(), "root");
      elements(m.oodValue(), 1, "ood value");
    }
    gkr(proof.gkr());
    rounds(
        proof.zerocheck().rounds(),
        shape.zerocheckRounds(),
        shape.zerocheckDegree(),
        "zerocheck round");
    elements(proof.zerocheck().values(), shape.columnValues(), "column values");
    contraction(proof.contraction());
    opening(proof.opening());
  }

  private void gkr(GkrProof gkr) {
    elements(gkr.root(), ProofLayout.GKR_ROOT, "gkr root");
    size(gkr.layers(), shape.gkrLayers(), "gkr layers");
    for (int k = 0; k < shape.gkrLayers(); k++) {
      GkrProof.Layer layer = gkr.layers().get(k);
      rounds(layer.rounds(), k, ProofLayout.GKR_ROUND, "gkr round");
      elements(layer.ends(), ProofLayout.GKR_ENDS, "gkr ends");
    }
    elements(gkr.pairs(), 2L * shape.tables(), "gkr pairs");
  }

  private void contraction(ContractionProof proof) {
    rounds(
        proof.rounds(), shape.contractionRounds(), shape.contractionDegree(), "contraction round");
    elements(proof.operands(), shape.operandValues(), "contraction operands");
  }

  private void opening(OpeningProof proof) {
    rounds(proof.rounds(), layout.fri().rounds(), ProofLayout.OPENING_ROUND, "opening round");
    int oracles = layout.fri().oracleArities().size();
    size(proof.oracleRoots(), oracles, "oracle roots");
    for (Message root : proof.oracleRoots()) {
      digest(root, "oracle root");
    }
    elements(proof.clear(), 1L << layout.fri().logClear(), "clear message");
    message(proof.nonce(), Long.BYTES, "nonce");
    int commitments = layout.fri().commitments().size();
    size(proof.commitmentOpenings(), commitments, "openings of commitments");
    for (int k = 0; k < commitments; k++) {
      tree(proof.commitmentOpenings().get(k), layout.commitmentTree(k));
    }
    size(proof.oracleOpenings(), oracles, "openings of oracles");
    for (int i = 0; i < oracles; i++) {
      oracle(proof.oracleOpenings().get(i), layout.oracleTree(i));
    }
  }

  private void tree(MultiOpening opening, ProofLayout.Tree tree) {
    int leaves = opening.leaves().size();
    require(leaves >= 1 && leaves <= tree.maxLeaves(), leaves + " leaves");
    out.u16(leaves);
    for (Leaf leaf : opening.leaves()) {
      require(leaf.width() == tree.width(), "a leaf of " + leaf.width() + " elements");
      for (int j = 0; j < leaf.width(); j++) {
        out.i64(leaf.get(j));
      }
    }
    siblings(opening.siblings(), tree.maxSiblings(leaves));
  }

  private void oracle(OracleOpening opening, ProofLayout.Tree tree) {
    Leaf sent = opening.sent();
    int entries = sent.width() / 3;
    require(sent.width() % 3 == 0 && entries <= tree.maxSent(), sent.width() + " elements");
    out.u16(entries);
    for (int j = 0; j < sent.width(); j++) {
      out.i64(sent.get(j));
    }
    siblings(opening.siblings(), tree.maxSiblings(tree.maxLeaves()));
  }

  private void siblings(List<Digest> siblings, int max) {
    require(siblings.size() <= max, siblings.size() + " siblings");
    out.u16(siblings.size());
    for (Digest d : siblings) {
      out.bytes(d.toBytes());
    }
  }

  private void rounds(List<Message> messages, int n, int elements, String what) {
    size(messages, n, what + "s");
    for (Message m : messages) {
      elements(m, elements, what);
    }
  }

  private void elements(Message m, long n, String what) {
    message(m, n * ProofLayout.EXT_BYTES, what);
  }

  private void digest(Message m, String what) {
    message(m, ProofLayout.DIGEST_BYTES, what);
  }

  private void message(Message m, long bytes, String what) {
    require(m.length() == bytes, what + " of " + m.length() + " bytes, not " + bytes);
    out.bytes(m.toBytes());
  }

  private static void size(List<?> list, int n, String what) {
    require(list.size() == n, list.size() + " " + what + ", not " + n);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("the proof does not fit the key: " + what);
    }
  }
}
