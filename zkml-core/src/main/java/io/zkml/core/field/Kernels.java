package io.zkml.core.field;

import io.zkml.core.field.simd.AdaptiveKernels;
import io.zkml.core.field.simd.VectorKernels;

/**
 * Where {@link FieldKernels} come from. All implementations give the same bytes, so the choice is
 * one of speed alone; whoever needs kernels is handed a {@code FieldKernels}.
 *
 * <p>The Vector API is an incubating module: a user who wants it starts Java with {@code
 * --add-modules jdk.incubator.vector}. Everything works without it.
 */
public final class Kernels {

  private static final String MODULE = "jdk.incubator.vector";

  private Kernels() {}

  /** Whether this Java was started with the Vector API. */
  public static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** The plain Java twin. */
  public static FieldKernels scalar() {
    return new ScalarKernels();
  }

  /**
   * The Vector API twin, whatever the processor. Slower than {@link #scalar} until the JIT has
   * compiled it.
   *
   * @throws UnsupportedOperationException if the module is absent: ask {@link #vectorModulePresent}
   */
  public static FieldKernels vector() {
    if (!vectorModulePresent()) {
      throw new UnsupportedOperationException(
          "the Vector API is absent: start Java with --add-modules " + MODULE);
    }
    return new VectorKernels();
  }

  /**
   * The best kernels at any moment: scalar ones at once and, where the module is present and the
   * processor has vectors of 256 bits or more, the vector twin from the moment a background daemon
   * thread has seen it compiled and faster. A caller keeps the object and never asks again; make
   * one for the life of a prover, since each starts a warm-up of its own (about a second of
   * background work in a fresh Java, little in a warm one).
   */
  public static FieldKernels auto() {
    return vectorModulePresent() && VectorKernels.isWorthwhile()
        ? AdaptiveKernels.start()
        : scalar();
  }
}
