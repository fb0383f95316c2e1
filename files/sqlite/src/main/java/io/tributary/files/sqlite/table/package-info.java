/** The tables of a SQLite file as they are captured, those of the module vec0 among them. */
package io.tributary.files.sqlite.table;
