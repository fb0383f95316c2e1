/** The tables of a SQLite file as they are captured, those of the module vec0 among them. */
@NullMarked
package io.tributary.files.sqlite.table;

import org.jspecify.annotations.NullMarked;
