/** Keeps which ranges of a large table are compared, and what was found of each. */
@NullMarked
package io.tributary.validator.range;

import org.jspecify.annotations.NullMarked;
