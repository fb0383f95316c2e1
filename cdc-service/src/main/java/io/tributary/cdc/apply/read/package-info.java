/**
 * Reads the change topic of a stream, as one channel that runs ahead of its reader by a bounded
 * amount.
 */
@NullMarked
package io.tributary.cdc.apply.read;

import org.jspecify.annotations.NullMarked;
