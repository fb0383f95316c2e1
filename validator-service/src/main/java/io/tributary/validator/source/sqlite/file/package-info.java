/** Opens a SQLite file for reading: transactions, stored values and the log of its capture. */
package io.tributary.validator.source.sqlite.file;
