/** Converts every row of a source without writing it, to find what the copy would set aside. */
@NullMarked
package io.tributary.checks.rows;

import org.jspecify.annotations.NullMarked;
