/**
 * Makes the schema of a source that pg_dump cannot read by statements, and the schemas that
 * applications are to fill later.
 */
@NullMarked
package io.tributary.cdc.schema.statement;

import org.jspecify.annotations.NullMarked;
