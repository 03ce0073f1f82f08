package io.zkml.core.poly;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;

class NttTest extends NttContract {

  @Override
  FieldKernels kernels() {
    return Kernels.scalar();
  }
}
