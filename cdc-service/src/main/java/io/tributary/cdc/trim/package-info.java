/** Deletion of change records that neither apply nor the validator needs any more. */
@NullMarked
package io.tributary.cdc.trim;

import org.jspecify.annotations.NullMarked;
