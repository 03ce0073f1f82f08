/** Bounded readers of data sets: IDX (MNIST and its kin) and NumPy arrays. */
@NullMarked
package io.zkml.ml.data;

import org.jspecify.annotations.NullMarked;
