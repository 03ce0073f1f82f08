package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.ScalarKernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.merkle.prover.PlaneLeaves;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.OutOfDomain;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.poly.Ntt;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ProverChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits to vectors and opens them together. Results do not depend on kernels or threads. May be
 * used by several threads.
 */
public final class FriProver {

  private final SecurityParameters parameters;
  private final FieldKernels kernels;
  private final BatchHasher hasher;
  private final Workers workers;
  private @Nullable Ntt ntt;

  /**
   * A prover for one parameter set, with a hasher of its own that fits the kernels. Provers that
   * are made often had better share one hasher: each warms up anew.
   */
  public FriProver(SecurityParameters parameters, FieldKernels kernels, Workers workers) {
    this(
        parameters,
        kernels,
        kernels instanceof ScalarKernels ? BatchHasher.scalar() : BatchHasher.auto(),
        workers);
  }

  /** A prover for one parameter set; the workers stay the caller's to close. */
  public FriProver(
      SecurityParameters parameters, FieldKernels kernels, BatchHasher hasher, Workers workers) {
    this.parameters = parameters;
    this.kernels = kernels;
    this.hasher = hasher;
    this.workers = workers;
  }

  /**
   * Encodes and commits.
   *
   * @param entries taken over: must not be written any more
   * @param arity a: log2 of the points in a leaf, at most the layout's logHeight
   */
  public CommittedData commit(StackedColumns entries, int arity) {
    StackedLayout layout = entries.layout();
    int h = layout.logHeight();
    int b = parameters.logInvRate();
    if (arity < 1 || arity > h) {
      throw new IllegalArgumentException("arity " + arity + " over columns of 2^" + h);
    }
    long[][] columns = entries.columns();
    long[][] codewords = new long[columns.length][];
    Ntt encoder = encoder(h + b);
    workers.forEach(
        columns.length,
        c -> {
          codewords[c] = new long[1 << (h + b)];
          encoder.encode(columns[c], 0, h, b, codewords[c], 0, kernels);
        });
    PlaneLeaves leaves = new PlaneLeaves(codewords, h + b - arity, arity);
    MerkleTree tree = MerkleTree.build(leaves, hasher, workers);
    Digest root = tree.root();
    List<Ext3> z = OutOfDomain.point(parameters, layout, root);
    Ext3 y = MleValue.of(columns, z, kernels, workers);
    return new HeapCommittedData(new Commitment(root, layout, y), columns, leaves, tree);
  }

  /** The value that a commitment to entries, in layout order, has at the point of a root. */
  Ext3 outOfDomainValue(StackedLayout layout, Digest root, long[] entries) {
    List<Ext3> z = OutOfDomain.point(parameters, layout, root);
    return MleValue.of(entries, layout.logHeight(), z, kernels, workers);
  }

  /**
   * Opens commitments at claims; see {@link io.zkml.core.pcs.fri.FriVerifier#verify} for what the
   * transcript must have absorbed.
   *
   * @throws IllegalArgumentException if commitments or claims do not fit the shape, or a claim does
   *     not hold: the message names the first such claim
   */
  public OpeningProof open(
      ProverChannel channel,
      FriShape shape,
      List<CommittedData> commitments,
      List<OpeningClaim> claims) {
    FriOpening opening = new FriOpening(this, channel, shape, commitments, claims);
    OpeningProof proof = opening.run();
    opening.requireHonest();
    return proof;
  }

  /** The parameter set. */
  public SecurityParameters parameters() {
    return parameters;
  }

  FieldKernels kernels() {
    return kernels;
  }

  BatchHasher hasher() {
    return hasher;
  }

  Workers workers() {
    return workers;
  }

  /** An encoder for codewords of at least 2^logSize entries. */
  synchronized Ntt encoder(int logSize) {
    if (ntt == null || ntt.maxLogSize() < logSize) {
      ntt = new Ntt(logSize);
    }
    return ntt;
  }
}
