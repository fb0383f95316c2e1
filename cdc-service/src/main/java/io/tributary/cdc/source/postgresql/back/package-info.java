/** The way back of a PostgreSQL source: what its target is written to, once that is open. */
@NullMarked
package io.tributary.cdc.source.postgresql.back;

import org.jspecify.annotations.NullMarked;
