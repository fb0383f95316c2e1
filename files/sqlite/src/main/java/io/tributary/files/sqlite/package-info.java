/** Connections to SQLite files, their values as they are stored, and what can go wrong. */
package io.tributary.files.sqlite;
