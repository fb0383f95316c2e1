/** Copies the rows of a SQLite file into the target, converted on the way. */
package io.tributary.cdc.source.sqlite.copy;
