/** Carries out every step of a source that is a SQLite file. */
package io.tributary.cdc.sqlite;
