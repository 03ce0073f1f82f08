package io.zkml.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloatingPointTest {

  @Test
  void uses_integersOnly_none() {
    assertThat(uses(Exact.class)).isEmpty();
  }

  @Test
  void uses_hiddenBetweenIntegers_found() {
    assertThat(uses(Hidden.class))
        .anySatisfy(use -> assertThat(use).endsWith("log2 has the instruction I2D"))
        .anySatisfy(use -> assertThat(use).endsWith("log2 has the instruction DDIV"))
        .anySatisfy(use -> assertThat(use).endsWith("log2 has the instruction D2I"));
  }

  @Test
  void uses_fieldsAndSignatures_found() {
    assertThat(uses(Open.class))
        .anySatisfy(use -> assertThat(use).endsWith("weights is a floating-point field"))
        .anySatisfy(
            use -> assertThat(use).endsWith("first has a floating-point parameter or result"))
        .anySatisfy(use -> assertThat(use).endsWith("first has the instruction FALOAD"));
  }

  private static List<String> uses(Class<?> type) {
    return FloatingPoint.uses(new ClassFileImporter().importClass(type));
  }

  @SuppressWarnings("unused")
  private static final class Exact {
    static long duplicate(long[] values, int index) {
      long old = values[index]++;
      return Long.divideUnsigned(old, 3) + (int) old;
    }
  }

  @SuppressWarnings("unused")
  private static final class Hidden {
    static int log2(int n) {
      return (int) (Math.log(n) / Math.log(2));
    }
  }

  @SuppressWarnings({"unused", "ArrayRecordComponent"})
  private record Open(float[] weights) {
    float first() {
      return weights[0];
    }
  }
}
