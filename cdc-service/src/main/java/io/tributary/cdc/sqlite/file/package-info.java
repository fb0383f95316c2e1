/** Reads SQLite files that other processes write to, with errors an operator can act on. */
package io.tributary.cdc.sqlite.file;
