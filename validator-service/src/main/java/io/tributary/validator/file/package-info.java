/** Reads SQLite files by itself: transactions, the capture's log, and rows by place and by key. */
package io.tributary.validator.file;
