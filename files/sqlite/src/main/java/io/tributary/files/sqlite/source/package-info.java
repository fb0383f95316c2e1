/** Reads the SQLite file of a migration's source, with errors that an operator can act on. */
@NullMarked
package io.tributary.files.sqlite.source;

import org.jspecify.annotations.NullMarked;
