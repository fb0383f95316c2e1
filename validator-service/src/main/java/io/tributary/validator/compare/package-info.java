/** Counts, digests and the search for the rows that differ, over one snapshot of each end. */
@NullMarked
package io.tributary.validator.compare;

import org.jspecify.annotations.NullMarked;
