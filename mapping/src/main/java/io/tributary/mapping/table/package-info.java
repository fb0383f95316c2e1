/**
 * Mappings of SQLite's tables, into a schema derived from their declarations or into given tables.
 */
package io.tributary.mapping.table;
