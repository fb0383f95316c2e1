/** Expressions that mean the same in SQLite and PostgreSQL: their tree and their translation. */
@NullMarked
package io.tributary.mapping.sqlite.expression;

import org.jspecify.annotations.NullMarked;
