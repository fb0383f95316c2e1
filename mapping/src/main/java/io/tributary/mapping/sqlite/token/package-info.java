/** Tokens of SQLite's SQL. */
package io.tributary.mapping.sqlite.token;
