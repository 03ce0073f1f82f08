/** The ladder's models: real ONNX files in the project, and generated ones with random weights. */
@NullMarked
package io.zkml.benchmarks.model;

import org.jspecify.annotations.NullMarked;
