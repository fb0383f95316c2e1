/** Target tables, foreign keys and sequences of a SQLite source. */
@NullMarked
package io.tributary.cdc.source.sqlite.schema;

import org.jspecify.annotations.NullMarked;
