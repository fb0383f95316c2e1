/** Measures how fast two tables are compared. */
@NullMarked
package io.tributary.bench.validation;

import org.jspecify.annotations.NullMarked;
