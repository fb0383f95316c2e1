/** Searches for the nearest neighbours of vectors at both ends, and tells how good an index is. */
package io.tributary.validator.neighbour;
