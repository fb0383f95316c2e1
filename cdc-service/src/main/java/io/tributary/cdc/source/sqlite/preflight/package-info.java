/** The preflight checks of a SQLite source. */
package io.tributary.cdc.source.sqlite.preflight;
