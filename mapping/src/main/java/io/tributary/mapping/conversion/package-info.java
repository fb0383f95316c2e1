/** Conversions of one value that SQLite stores into a literal that PostgreSQL reads. */
@NullMarked
package io.tributary.mapping.conversion;

import org.jspecify.annotations.NullMarked;
