/** Opens a SQLite file for reading: transactions, stored values and the log of its capture. */
@NullMarked
package io.tributary.validator.source.sqlite.file;

import org.jspecify.annotations.NullMarked;
