/** Measures how fast changes come through, and how late. */
@NullMarked
package io.tributary.bench.stream;

import org.jspecify.annotations.NullMarked;
