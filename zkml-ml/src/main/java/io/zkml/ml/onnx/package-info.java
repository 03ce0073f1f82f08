/**
 * Bounded reader of ONNX files: bytes to records, nothing more. The input is untrusted; every limit
 * is checked before memory is taken. The types of the protobuf library stay in this package.
 */
@NullMarked
package io.zkml.ml.onnx;

import org.jspecify.annotations.NullMarked;
