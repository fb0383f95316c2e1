/** A SQLite file as the home of what is written at its target. */
@NullMarked
package io.tributary.cdc.source.sqlite.back;

import org.jspecify.annotations.NullMarked;
