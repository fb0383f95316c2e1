/** Conversions of one value that SQLite stores into a literal that PostgreSQL reads. */
package io.tributary.mapping.conversion;
