/** Target tables, foreign keys and sequences of a SQLite source. */
package io.tributary.cdc.source.sqlite.schema;
