/**
 * ONNX operators, one file each: versions, attributes, shape rule and float64 semantics. A new
 * operator is one file and one line in {@link io.zkml.ml.operator.Operators#ALL}.
 */
@NullMarked
package io.zkml.ml.operator;

import org.jspecify.annotations.NullMarked;
