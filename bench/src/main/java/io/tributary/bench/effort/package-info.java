/** Times work, and counts what the processes use for it. */
@NullMarked
package io.tributary.bench.effort;

import org.jspecify.annotations.NullMarked;
