/** What a SQLite file declares: tables, columns, keys, indexes, views and full-text tables. */
package io.tributary.mapping.sqlite.schema;
