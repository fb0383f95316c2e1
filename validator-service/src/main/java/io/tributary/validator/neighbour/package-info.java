/** Searches for the nearest neighbours of vectors at both ends, and tells how good an index is. */
@NullMarked
package io.tributary.validator.neighbour;

import org.jspecify.annotations.NullMarked;
