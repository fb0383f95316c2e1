/** Measures how long initial rows take. */
@NullMarked
package io.tributary.bench.copy;

import org.jspecify.annotations.NullMarked;
