/**
 * The compiler: passes from graph to graph, one file each, listed in {@link
 * io.zkml.ml.compiler.GraphPasses}.
 */
@NullMarked
package io.zkml.ml.compiler;

import org.jspecify.annotations.NullMarked;
