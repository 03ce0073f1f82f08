/** Small programs that show how the library is used. */
@NullMarked
package io.zkml.examples;

import org.jspecify.annotations.NullMarked;
