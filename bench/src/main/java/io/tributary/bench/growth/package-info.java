/** Measures whether the same work goes on at the same speed when there is more of it. */
@NullMarked
package io.tributary.bench.growth;

import org.jspecify.annotations.NullMarked;
