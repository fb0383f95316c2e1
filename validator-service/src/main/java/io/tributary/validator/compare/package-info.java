/** Counts, digests and the search for the rows that differ, over one snapshot of each end. */
package io.tributary.validator.compare;
