/** Translation of SQLite's declarations into PostgreSQL's DDL. */
@NullMarked
package io.tributary.mapping.sqlite.translation;

import org.jspecify.annotations.NullMarked;
