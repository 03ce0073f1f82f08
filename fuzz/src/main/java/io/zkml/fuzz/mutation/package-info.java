/** Leaves out the verifier's checks, one at a time, and finds the tests that notice. */
@NullMarked
package io.zkml.fuzz.mutation;

import org.jspecify.annotations.NullMarked;
