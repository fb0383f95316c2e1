/** Writes folded changes into the target: the SQL statements and the values that they carry. */
package io.tributary.cdc.apply.write;
