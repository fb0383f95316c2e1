/**
 * Reads the schema of a PostgreSQL source with pg_dump, rewrites its names in a scratch database
 * and restores it into the target.
 */
package io.tributary.cdc.schema.dump;
