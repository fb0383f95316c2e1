/** Reads the initial rows of a PostgreSQL source for the copy into the target. */
@NullMarked
package io.tributary.cdc.source.postgresql.copy;

import org.jspecify.annotations.NullMarked;
