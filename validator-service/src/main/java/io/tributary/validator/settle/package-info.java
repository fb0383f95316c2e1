/** Tells a real difference from one that is only on its way, while both ends go on changing. */
@NullMarked
package io.tributary.validator.settle;

import org.jspecify.annotations.NullMarked;
