package io.zkml.core.field;

class ScalarKernelsTest extends ExtKernelsContract {

  @Override
  FieldKernels kernels() {
    return Kernels.scalar();
  }
}
