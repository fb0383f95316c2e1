/** Reads what the catalog of a PostgreSQL database says. Nothing is written. */
@NullMarked
package io.tributary.local.catalog;

import org.jspecify.annotations.NullMarked;
