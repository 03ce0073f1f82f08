/** How far compiled models are from their float models, measured on named sets. */
@NullMarked
package io.zkml.ml.accuracy;

import org.jspecify.annotations.NullMarked;
