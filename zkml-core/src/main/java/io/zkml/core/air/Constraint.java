package io.zkml.core.air;

/**
 * A polynomial that must vanish on every row, padding included.
 *
 * @param label for diagnostics
 * @param node its node in the chip's graph
 */
public record Constraint(String label, int node) {}
