/** Reads PostgreSQL databases where they are, at either end. */
@NullMarked
package io.tributary.validator.source.postgresql;

import org.jspecify.annotations.NullMarked;
