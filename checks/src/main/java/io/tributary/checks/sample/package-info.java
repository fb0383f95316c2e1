/** Converts the first rows of a source without writing them, to count what would be refused. */
@NullMarked
package io.tributary.checks.sample;

import org.jspecify.annotations.NullMarked;
