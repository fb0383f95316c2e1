/** Tokens of SQLite's SQL. */
@NullMarked
package io.tributary.mapping.sqlite.token;

import org.jspecify.annotations.NullMarked;
