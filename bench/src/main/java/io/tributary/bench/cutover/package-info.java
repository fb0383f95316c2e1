/** Measures how long applications cannot write while the sides are changed. */
@NullMarked
package io.tributary.bench.cutover;

import org.jspecify.annotations.NullMarked;
