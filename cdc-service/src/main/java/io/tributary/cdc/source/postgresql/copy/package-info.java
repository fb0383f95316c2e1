/** Reads the initial rows of a PostgreSQL source for the copy into the target. */
package io.tributary.cdc.source.postgresql.copy;
