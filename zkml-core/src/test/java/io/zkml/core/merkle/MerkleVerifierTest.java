package io.zkml.core.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.merkle.prover.PlaneLeaves;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleVerifierTest {

  private static PlaneLeaves leaves(int columns, int depth, int arity, long seed) {
    Random random = new Random(seed);
    long[][] planes = new long[columns][1 << (depth + arity)];
    for (long[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = random.nextLong() >>> 1;
      }
    }
    return new PlaneLeaves(planes, depth, arity);
  }

  private static MerkleTree tree(PlaneLeaves leaves) {
    return MerkleTree.build(leaves, BatchHasher.scalar(), Workers.of(1));
  }

  private static void verify(
      MerkleTree tree, PlaneLeaves leaves, int[] positions, MultiOpening opening)
      throws ProofRejectedException {
    MerkleVerifier.verify(
        tree.root(), leaves.leafBits(), leaves.width(), positions, opening, "tree");
  }

  private static int[] subset(int mask) {
    return java.util.stream.IntStream.range(0, 32).filter(i -> (mask >>> i & 1) == 1).toArray();
  }

  @Test
  void verify_everySetOfPositions_accepts() {
    for (int depth = 0; depth <= 3; depth++) {
      PlaneLeaves leaves = leaves(2, depth, 1, depth);
      MerkleTree tree = tree(leaves);
      for (int mask = 1; mask < 1 << (1 << depth); mask++) {
        int[] positions = subset(mask);
        MultiOpening opening = tree.open(leaves, positions);
        assertThatCode(() -> verify(tree, leaves, positions, opening)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void root_smallTree_isTheDefinition() {
    PlaneLeaves leaves = leaves(3, 2, 1, 9);
    TreeHasher hasher = new TreeHasher();
    Digest left = hasher.node(hasher.leaf(leaves.leaf(0)), hasher.leaf(leaves.leaf(1)));
    Digest right = hasher.node(hasher.leaf(leaves.leaf(2)), hasher.leaf(leaves.leaf(3)));
    assertThat(tree(leaves).root()).isEqualTo(hasher.node(left, right));
  }

  @Test
  void build_anyThreads_givesTheSameTree() {
    PlaneLeaves leaves = leaves(5, 11, 2, 4);
    MerkleTree one = tree(leaves);
    try (Workers workers = Workers.of(3)) {
      MerkleTree three = MerkleTree.build(leaves, BatchHasher.scalar(), workers);
      assertThat(three.root()).isEqualTo(one.root());
      int[] positions = {0, 7, 1999};
      assertThat(three.siblings(positions)).isEqualTo(one.siblings(positions));
    }
  }

  @Test
  void verify_leavesOfOtherPositions_rejects() {
    PlaneLeaves leaves = leaves(1, 4, 0, 5);
    MerkleTree tree = tree(leaves);
    MultiOpening opening = tree.open(leaves, new int[] {2, 9});
    assertThatThrownBy(() -> verify(tree, leaves, new int[] {3, 9}, opening))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(() -> verify(tree, leaves, new int[] {2, 9, 10}, opening))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verify_spareOrMissingSibling_rejects() {
    PlaneLeaves leaves = leaves(1, 4, 0, 6);
    MerkleTree tree = tree(leaves);
    int[] positions = {2, 9};
    MultiOpening opening = tree.open(leaves, positions);
    List<Digest> more = new ArrayList<>(opening.siblings());
    more.add(tree.root());
    List<Digest> fewer = opening.siblings().subList(0, more.size() - 2);
    for (List<Digest> siblings : List.of(more, fewer)) {
      MultiOpening changed = new MultiOpening(opening.leaves(), siblings);
      assertThatThrownBy(() -> verify(tree, leaves, positions, changed))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @Test
  void section9Item14_leafOfAnotherWidthOrDepth_rejects() {
    PlaneLeaves leaves = leaves(2, 4, 1, 7);
    MerkleTree tree = tree(leaves);
    int[] positions = {3};
    MultiOpening opening = tree.open(leaves, positions);
    assertThatThrownBy(() -> MerkleVerifier.verify(tree.root(), 4, 3, positions, opening, "width"))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(
            () -> MerkleVerifier.verify(tree.root(), 3, 4, positions, opening, "shallow"))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(() -> MerkleVerifier.verify(tree.root(), 5, 4, positions, opening, "deep"))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void section9Item15_elementNotBelowP_rejects() {
    PlaneLeaves leaves = leaves(1, 1, 0, 8);
    MerkleTree tree = tree(leaves);
    MultiOpening opening = tree.open(leaves, new int[] {0});
    MultiOpening changed = new MultiOpening(List.of(Leaf.of(-1L)), opening.siblings());
    assertThatThrownBy(() -> verify(tree, leaves, new int[] {0}, changed))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("NON_CANONICAL");
  }

  @Test
  void section9Item16_nodeShownAsLeaf_rejects() {
    // Leaves of eight elements are as long as two digests: only the domain tag tells them apart.
    PlaneLeaves leaves = leaves(8, 2, 0, 10);
    TreeHasher hasher = new TreeHasher();
    Digest left = hasher.node(hasher.leaf(leaves.leaf(0)), hasher.leaf(leaves.leaf(1)));
    Digest right = hasher.node(hasher.leaf(leaves.leaf(2)), hasher.leaf(leaves.leaf(3)));
    Leaf fake =
        Leaf.of(
            left.w0(),
            left.w1(),
            left.w2(),
            left.w3(),
            right.w0(),
            right.w1(),
            right.w2(),
            right.w3());
    assertThat(hasher.leaf(fake)).isNotEqualTo(hasher.node(left, right));
    MerkleTree tree = tree(leaves);
    MultiOpening opening = new MultiOpening(List.of(fake), List.of());
    assertThatThrownBy(
            () -> MerkleVerifier.verify(tree.root(), 0, 8, new int[] {0}, opening, "node"))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verify_positionsNotAscending_isACallersMistake() {
    PlaneLeaves leaves = leaves(1, 3, 0, 11);
    MerkleTree tree = tree(leaves);
    MultiOpening opening = tree.open(leaves, new int[] {1, 4});
    for (int[] bad : List.of(new int[] {4, 1}, new int[] {1, 1}, new int[] {1, 8}, new int[] {})) {
      assertThatThrownBy(() -> verify(tree, leaves, bad, opening))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
