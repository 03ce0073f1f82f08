package io.zkml.core.hash;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorBatchHasherTest extends BatchHasherContract {

  @Override
  BatchHasher hasher() {
    return BatchHasher.vector();
  }
}
