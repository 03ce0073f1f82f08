package io.zkml.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelsTest {

  @Test
  void vector_moduleAbsent_saysHowToGetIt() {
    if (Kernels.vectorModulePresent()) {
      assertThat(Kernels.vector()).isNotNull();
    } else {
      assertThatThrownBy(Kernels::vector)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("--add-modules");
    }
  }

  @Test
  void auto_beforeAndAfterSwitching_sameResults() {
    FieldKernels auto = Kernels.auto();
    FieldSamples samples = new FieldSamples(4, 20);
    ExtVector a = samples.exts(300);
    ExtVector b = samples.exts(300);
    ExtVector expected = new ExtVector(300);
    Kernels.scalar().extMul(a, 0, b, 0, expected, 0, 300);
    ExtVector out = new ExtVector(300);
    for (int i = 0; i < 20_000; i++) {
      auto.extMul(a, 0, b, 0, out, 0, 300);
      assertThat(out.c2).isEqualTo(expected.c2);
    }
    assertThat(out.c0).isEqualTo(expected.c0);
    assertThat(out.c1).isEqualTo(expected.c1);
  }
}
