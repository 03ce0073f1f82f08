package io.zkml.core.field;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorKernelsTest extends ExtKernelsContract {

  @Override
  FieldKernels kernels() {
    return Kernels.vector();
  }
}
