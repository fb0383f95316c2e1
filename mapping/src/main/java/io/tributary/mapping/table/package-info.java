/**
 * Mappings of SQLite's tables, into a schema derived from their declarations or into given tables.
 */
@NullMarked
package io.tributary.mapping.table;

import org.jspecify.annotations.NullMarked;
