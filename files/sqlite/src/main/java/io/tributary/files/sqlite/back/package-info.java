/** Writes rows into a SQLite file that a fence closes, and leaves the fence as it stands. */
@NullMarked
package io.tributary.files.sqlite.back;

import org.jspecify.annotations.NullMarked;
