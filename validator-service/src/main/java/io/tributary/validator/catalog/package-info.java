/** Describes the tables of both ends from their own catalogs, and pairs them. */
@NullMarked
package io.tributary.validator.catalog;

import org.jspecify.annotations.NullMarked;
