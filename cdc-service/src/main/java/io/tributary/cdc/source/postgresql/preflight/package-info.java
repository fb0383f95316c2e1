/** The preflight checks of a PostgreSQL source, and of pg_dump, which reads its schema. */
@NullMarked
package io.tributary.cdc.source.postgresql.preflight;

import org.jspecify.annotations.NullMarked;
