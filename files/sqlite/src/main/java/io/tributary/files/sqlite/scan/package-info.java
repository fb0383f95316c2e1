/** Reads rows of a SQLite file by key or in order, in the form in which they are sent. */
@NullMarked
package io.tributary.files.sqlite.scan;

import org.jspecify.annotations.NullMarked;
