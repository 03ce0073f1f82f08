/** Entry points for Jazzer: each takes bytes and throws only if something is wrong with us. */
@NullMarked
package io.zkml.fuzz.targets;

import org.jspecify.annotations.NullMarked;
