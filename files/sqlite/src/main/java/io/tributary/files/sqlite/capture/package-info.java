/** Puts the log of changed keys and its triggers into a SQLite file, reads it, and takes it out. */
@NullMarked
package io.tributary.files.sqlite.capture;

import org.jspecify.annotations.NullMarked;
