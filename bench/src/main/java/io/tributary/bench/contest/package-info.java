/** Lets ours and its peers do the same work in turns, and compares what they did. */
package io.tributary.bench.contest;
