/** Writes folded changes into the target: the SQL statements and the values that they carry. */
@NullMarked
package io.tributary.cdc.apply.write;

import org.jspecify.annotations.NullMarked;
