/** Parsers of SQLite's declarations. */
package io.tributary.mapping.sqlite.parser;
