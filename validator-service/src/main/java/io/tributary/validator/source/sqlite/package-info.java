/** Reads the tables of a SQLite file, ordinary ones and those of sqlite-vec. */
@NullMarked
package io.tributary.validator.source.sqlite;

import org.jspecify.annotations.NullMarked;
