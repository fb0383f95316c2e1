/** Ranges of large tables that one validator offers to the others, kept in the target. */
@NullMarked
package io.tributary.validator.offer;

import org.jspecify.annotations.NullMarked;
