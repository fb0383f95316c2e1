/** Makes a source's schema in the target with pg_dump, keeps it closed until cutover, opens it. */
@NullMarked
package io.tributary.cdc.schema;

import org.jspecify.annotations.NullMarked;
