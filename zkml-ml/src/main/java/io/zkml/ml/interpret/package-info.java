/** Interpreters of graphs: the oracles that everything else is compared with. */
@NullMarked
package io.zkml.ml.interpret;

import org.jspecify.annotations.NullMarked;
