/** Reads rows that differ once more, with their values, for those who may see them. */
@NullMarked
package io.tributary.validator.values;

import org.jspecify.annotations.NullMarked;
