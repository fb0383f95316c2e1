/** Writes rows of the target again that differ, exactly although the stream goes on. */
@NullMarked
package io.tributary.cdc.apply.repair;

import org.jspecify.annotations.NullMarked;
