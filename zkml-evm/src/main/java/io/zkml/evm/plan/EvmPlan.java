package io.zkml.evm.plan;

import io.zkml.core.stark.VerifyingKey;

/**
 * A verifying key as the program that the contract interprets: which messages to absorb, what to
 * compute from them, what to compare. Everything that the protocol derives from a key (layouts,
 * offsets, orders, prefixes of weights) is derived here, once; the contract derives nothing.
 * Straight-line: no jump, no loop but those inside instructions.
 *
 * @param registers words of memory below the program
 * @param program the instructions
 */
public record EvmPlan(int registers, byte[] program) {

  /** Copies the program. */
  public EvmPlan {
    program = program.clone();
  }

  @Override
  public byte[] program() {
    return program.clone();
  }

  /**
   * The program for a key.
   *
   * @param contextPrefix what a statement's context must begin with, for a model key its first 64
   *     bytes; the rest is the caller's
   */
  public static EvmPlan of(VerifyingKey key, byte[] contextPrefix) {
    return new PlanCompiler(key, contextPrefix).compile();
  }
}
