/** Reads the tables of a SQLite file, ordinary ones and those of sqlite-vec. */
package io.tributary.validator.source.sqlite;
