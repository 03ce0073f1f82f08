/** How reports are written: HTML pages of one file, charts in SVG, JSON. Everything is escaped. */
@NullMarked
package io.zkml.ml.report;

import org.jspecify.annotations.NullMarked;
