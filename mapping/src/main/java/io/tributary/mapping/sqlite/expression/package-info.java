/** Expressions that mean the same in SQLite and PostgreSQL: their tree and their translation. */
package io.tributary.mapping.sqlite.expression;
