/**
 * The computation graph of a model: immutable, in topological order, with every dimension fixed.
 * {@link io.zkml.ml.graph.GraphBuilder} makes it from an ONNX model.
 */
@NullMarked
package io.zkml.ml.graph;

import org.jspecify.annotations.NullMarked;
