/** Lets ours and its peers do the same work in turns, and compares what they did. */
@NullMarked
package io.tributary.bench.contest;

import org.jspecify.annotations.NullMarked;
