/**
 * Reads a SQLite file by itself and shows its rows, converted by the declared mapping, to
 * PostgreSQL.
 */
package io.tributary.validator.sqlite;
