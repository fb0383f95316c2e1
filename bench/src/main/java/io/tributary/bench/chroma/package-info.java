/** Measures how the connector reads a large Chroma directory. */
@NullMarked
package io.tributary.bench.chroma;

import org.jspecify.annotations.NullMarked;
