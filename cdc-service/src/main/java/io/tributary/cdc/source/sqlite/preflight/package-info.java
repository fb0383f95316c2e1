/** The preflight checks of a SQLite source. */
@NullMarked
package io.tributary.cdc.source.sqlite.preflight;

import org.jspecify.annotations.NullMarked;
