/** Writes folded changes and the checkpoint to the target in one transaction. */
package io.tributary.cdc.apply.target;
