/**
 * Random and coverage-guided changes of files and proofs: {@code fuzz/run}, {@code fuzz/tamper}.
 */
@NullMarked
package io.zkml.fuzz;

import org.jspecify.annotations.NullMarked;
