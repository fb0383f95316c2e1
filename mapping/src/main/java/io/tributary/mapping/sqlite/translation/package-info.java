/** Translation of SQLite's declarations into PostgreSQL's DDL. */
package io.tributary.mapping.sqlite.translation;
