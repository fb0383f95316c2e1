/** Connections to SQLite files, their values as they are stored, and what can go wrong. */
@NullMarked
package io.tributary.files.sqlite;

import org.jspecify.annotations.NullMarked;
