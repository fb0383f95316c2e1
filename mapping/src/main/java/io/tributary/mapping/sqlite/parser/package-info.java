/** Parsers of SQLite's declarations. */
@NullMarked
package io.tributary.mapping.sqlite.parser;

import org.jspecify.annotations.NullMarked;
