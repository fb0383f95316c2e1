/** Reads a PostgreSQL source where it is. */
@NullMarked
package io.tributary.validator.source.postgresql;

import org.jspecify.annotations.NullMarked;
