package io.zkml.core.codec;

import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.OracleOpening;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.ZerocheckProof;
import io.zkml.core.transcript.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Proofs of the right shape and of random content. */
final class ProofFixture {

  private final SplittableRandom random;
  private final ProofLayout layout;
  private final boolean largest;

  private ProofFixture(VerifyingKey key, long seed, boolean largest) {
    this.random = new SplittableRandom(seed);
    this.layout = ProofLayout.of(key);
    this.largest = largest;
  }

  static StarkProof random(VerifyingKey key, long seed) {
    return new ProofFixture(key, seed, false).proof();
  }

  /** A proof with as many leaves and siblings as there may be. */
  static StarkProof largest(VerifyingKey key, long seed) {
    return new ProofFixture(key, seed, true).proof();
  }

  private StarkProof proof() {
    ProofShape s = layout.shape();
    return new StarkProof(
        list(s.commitments(), k -> new StarkProof.CommitmentMessages(bytes(32), elements(1))),
        new GkrProof(
            elements(2),
            list(s.gkrLayers(), k -> new GkrProof.Layer(rounds(k, 2), elements(4))),
            elements(2 * s.tables())),
        new ZerocheckProof(
            rounds(s.zerocheckRounds(), s.zerocheckDegree()), elements(s.columnValues())),
        new ContractionProof(
            rounds(s.contractionRounds(), s.contractionDegree()), elements(s.operandValues())),
        opening());
  }

  private OpeningProof opening() {
    int oracles = layout.fri().oracleArities().size();
    return new OpeningProof(
        rounds(layout.fri().rounds(), 2),
        list(oracles, i -> bytes(32)),
        elements(1 << layout.fri().logClear()),
        bytes(8),
        list(layout.fri().commitments().size(), k -> tree(layout.commitmentTree(k))),
        list(oracles, i -> oracle(layout.oracleTree(i))));
  }

  private OracleOpening oracle(ProofLayout.Tree tree) {
    int entries = largest ? tree.maxSent() : random.nextInt(tree.maxSent() + 1);
    int most = tree.maxSiblings(tree.maxLeaves());
    return new OracleOpening(
        Leaf.of(words(3 * entries)),
        list(largest ? most : random.nextInt(most + 1), i -> Digest.of(noise(32))));
  }

  private MultiOpening tree(ProofLayout.Tree tree) {
    int leaves = largest ? tree.maxLeaves() : 1 + random.nextInt(tree.maxLeaves());
    int most = tree.maxSiblings(leaves);
    return new MultiOpening(
        list(leaves, i -> Leaf.of(words(tree.width()))),
        list(largest ? most : random.nextInt(most + 1), i -> Digest.of(noise(32))));
  }

  private List<Message> rounds(int n, int elements) {
    return list(n, i -> elements(elements));
  }

  private Message elements(int n) {
    ByteBuffer out = ByteBuffer.allocate(24 * n);
    for (long w : words(3 * n)) {
      out.putLong(w);
    }
    return Message.of(out.array());
  }

  private Message bytes(int n) {
    return Message.of(noise(n));
  }

  private byte[] noise(int n) {
    byte[] out = new byte[n];
    random.nextBytes(out);
    return out;
  }

  private long[] words(int n) {
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = Goldilocks.reduce(0, random.nextLong());
    }
    return out;
  }

  private static <T> List<T> list(int n, IntFunction<T> element) {
    List<T> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(element.apply(i));
    }
    return out;
  }
}
