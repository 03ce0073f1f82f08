package io.zkml.examples;

import java.nio.file.Path;

/**
 * One proof on disk.
 *
 * @param label what people say the image shows
 * @param floatClass what the model says in floating point
 * @param input the image's pixels as the integers that the model was run on
 * @param proof the file
 */
record ProvenImage(
    int label, int floatClass, long[] input, double proveSeconds, long bytes, Path proof) {}
