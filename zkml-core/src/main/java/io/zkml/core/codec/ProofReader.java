package io.zkml.core.codec;

import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.OracleOpening;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.ZerocheckProof;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a proof, in the order of {@link ProofWriter}. */
final class ProofReader {

  private static final int NONCE_BYTES = Long.BYTES;

  private final ByteReader<ProofRejectedException> in;
  private final ProofLayout layout;
  private final ProofShape shape;

  ProofReader(ByteReader<ProofRejectedException> in, ProofLayout layout) {
    this.in = in;
    this.layout = layout;
    this.shape = layout.shape();
  }

  StarkProof proof() throws ProofRejectedException {
    List<StarkProof.CommitmentMessages> commitments = new ArrayList<>();
    for (int k = 0; k < shape.commitments(); k++) {
      Message root = digest("root");
      commitments.add(new StarkProof.CommitmentMessages(root, elements(1, "ood value")));
    }
    GkrProof gkr = gkr();
    List<Message> rounds =
        rounds(shape.zerocheckRounds(), shape.zerocheckDegree(), "zerocheck round");
    Message values = elements(shape.columnValues(), "column values");
    ContractionProof contraction = contraction();
    return new StarkProof(
        commitments, gkr, new ZerocheckProof(rounds, values), contraction, opening());
  }

  private GkrProof gkr() throws ProofRejectedException {
    Message root = elements(ProofLayout.GKR_ROOT, "gkr root");
    List<GkrProof.Layer> layers = new ArrayList<>();
    for (int k = 0; k < shape.gkrLayers(); k++) {
      List<Message> rounds = rounds(k, ProofLayout.GKR_ROUND, "gkr round");
      layers.add(new GkrProof.Layer(rounds, elements(ProofLayout.GKR_ENDS, "gkr ends")));
    }
    return new GkrProof(root, layers, elements(2L * shape.tables(), "gkr pairs"));
  }

  private ContractionProof contraction() throws ProofRejectedException {
    List<Message> rounds =
        rounds(shape.contractionRounds(), shape.contractionDegree(), "contraction round");
    return new ContractionProof(rounds, elements(shape.operandValues(), "contraction operands"));
  }

  private OpeningProof opening() throws ProofRejectedException {
    List<Message> rounds =
        rounds(layout.fri().rounds(), ProofLayout.OPENING_ROUND, "opening round");
    int oracles = layout.fri().oracleArities().size();
    List<Message> roots = new ArrayList<>();
    for (int i = 0; i < oracles; i++) {
      roots.add(digest("oracle root"));
    }
    Message clear = elements(1L << layout.fri().logClear(), "clear message");
    Message nonce = Message.of(in.bytes(NONCE_BYTES, "nonce"));
    List<MultiOpening> commitments = new ArrayList<>();
    for (int k = 0; k < layout.fri().commitments().size(); k++) {
      commitments.add(tree(layout.commitmentTree(k)));
    }
    List<OracleOpening> openings = new ArrayList<>();
    for (int i = 0; i < oracles; i++) {
      openings.add(oracle(layout.oracleTree(i)));
    }
    return new OpeningProof(rounds, roots, clear, nonce, commitments, openings);
  }

  private MultiOpening tree(ProofLayout.Tree tree) throws ProofRejectedException {
    long leafBytes = (long) tree.width() * Long.BYTES;
    int n = count(1, tree.maxLeaves(), leafBytes, "leaves");
    List<Leaf> leaves = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      long[] leaf = new long[tree.width()];
      for (int j = 0; j < leaf.length; j++) {
        leaf[j] = in.element("leaf");
      }
      leaves.add(Leaf.of(leaf));
    }
    return new MultiOpening(leaves, siblings(tree.maxSiblings(n)));
  }

  private OracleOpening oracle(ProofLayout.Tree tree) throws ProofRejectedException {
    long[] sent = new long[3 * count(0, tree.maxSent(), ProofLayout.EXT_BYTES, "entries")];
    for (int j = 0; j < sent.length; j++) {
      sent[j] = in.element("entry");
    }
    return new OracleOpening(Leaf.of(sent), siblings(tree.maxSiblings(tree.maxLeaves())));
  }

  private List<Digest> siblings(int max) throws ProofRejectedException {
    int n = count(0, max, ProofLayout.DIGEST_BYTES, "siblings");
    List<Digest> siblings = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      siblings.add(Digest.of(in.bytes(ProofLayout.DIGEST_BYTES, "sibling")));
    }
    return siblings;
  }

  private int count(int min, int max, long bytesEach, String what) throws ProofRejectedException {
    int n = in.u16("number of " + what);
    if (n < min || n > max || n * bytesEach > in.remaining()) {
      throw in.malformed(n + " " + what + ", not " + min + ".." + max);
    }
    return n;
  }

  private List<Message> rounds(int n, int elements, String what) throws ProofRejectedException {
    List<Message> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(elements(elements, what));
    }
    return out;
  }

  private Message elements(long n, String what) throws ProofRejectedException {
    return Message.of(in.elements(3 * n, what));
  }

  private Message digest(String what) throws ProofRejectedException {
    return Message.of(in.bytes(ProofLayout.DIGEST_BYTES, what));
  }
}
