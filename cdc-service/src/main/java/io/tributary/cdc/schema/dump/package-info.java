/**
 * Reads the schema of a PostgreSQL source with pg_dump, rewrites its names in a scratch database
 * and restores it into the target.
 */
@NullMarked
package io.tributary.cdc.schema.dump;

import org.jspecify.annotations.NullMarked;
