/** Reads SQLite's schema from its own text and plans the PostgreSQL schema that takes its rows. */
package io.tributary.common.sqlite;
