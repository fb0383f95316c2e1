/** What a SQLite file declares: tables, columns, keys, indexes, views and full-text tables. */
@NullMarked
package io.tributary.mapping.sqlite.schema;

import org.jspecify.annotations.NullMarked;
