/** Copies the rows of a SQLite file into the target, converted on the way. */
@NullMarked
package io.tributary.cdc.source.sqlite.copy;

import org.jspecify.annotations.NullMarked;
