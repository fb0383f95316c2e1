/** The preflight checks of a PostgreSQL source, and of pg_dump, which reads its schema. */
package io.tributary.cdc.source.postgresql.preflight;
