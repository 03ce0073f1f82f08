package io.zkml.ml.operator;

/**
 * Sizes of a matrix product [rows, depth] x [depth, columns].
 *
 * @param rows rows of the left matrix
 * @param depth columns of the left and rows of the right matrix
 * @param columns columns of the right matrix
 */
public record MatrixShape(int rows, int depth, int columns) {}
