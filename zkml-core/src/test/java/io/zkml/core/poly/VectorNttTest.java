package io.zkml.core.poly;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorNttTest extends NttContract {

  @Override
  FieldKernels kernels() {
    return Kernels.vector();
  }
}
