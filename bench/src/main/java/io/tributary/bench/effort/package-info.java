/** Times work, and counts what the processes use for it. */
package io.tributary.bench.effort;
