/** Applies the stream of a way back to the SQLite file that its source is. */
@NullMarked
package io.tributary.cdc.apply.file;

import org.jspecify.annotations.NullMarked;
