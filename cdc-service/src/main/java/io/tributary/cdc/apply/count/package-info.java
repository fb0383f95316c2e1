/** Counts the changes that a stream brings, by table. */
@NullMarked
package io.tributary.cdc.apply.count;

import org.jspecify.annotations.NullMarked;
