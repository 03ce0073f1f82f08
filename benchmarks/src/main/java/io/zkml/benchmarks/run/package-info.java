/** The end-to-end runner: {@code benchmarks/run}. */
@NullMarked
package io.zkml.benchmarks.run;

import org.jspecify.annotations.NullMarked;
