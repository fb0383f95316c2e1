/** Drives Tributary through its API, as an operator does. */
@NullMarked
package io.tributary.bench.tributary;

import org.jspecify.annotations.NullMarked;
