/** Applies the change topics to the target, each source transaction exactly once. */
@NullMarked
package io.tributary.cdc.apply;

import org.jspecify.annotations.NullMarked;
