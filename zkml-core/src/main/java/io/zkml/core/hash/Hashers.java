package io.zkml.core.hash;

import io.zkml.core.hash.simd.KeccakWarmup;
import io.zkml.core.hash.simd.VectorBatchKeccak;

/** Chooses between the scalar and the vector permutation for {@link BatchHasher}. */
final class Hashers {

  private static final String MODULE = "jdk.incubator.vector";

  private Hashers() {}

  static BatchHasher scalar() {
    return new BatchHasher(new ScalarBatchKeccak());
  }

  static BatchHasher vector() {
    if (!vectorModulePresent()) {
      throw new UnsupportedOperationException(
          "the Vector API is absent: start Java with --add-modules " + MODULE);
    }
    return new BatchHasher(new VectorBatchKeccak());
  }

  static BatchHasher auto() {
    BatchKeccak plain = new ScalarBatchKeccak();
    BatchHasher hasher = new BatchHasher(plain);
    if (vectorModulePresent() && VectorBatchKeccak.isWorthwhile()) {
      KeccakWarmup.start(plain, hasher::use);
    }
    return hasher;
  }

  private static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
