/** Holds what comparisons read of the databases to the limit that a migration has. */
@NullMarked
package io.tributary.validator.load;

import org.jspecify.annotations.NullMarked;
