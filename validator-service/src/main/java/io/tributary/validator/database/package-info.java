/** Opens reading sessions whose settings make both ends print the same value alike. */
@NullMarked
package io.tributary.validator.database;

import org.jspecify.annotations.NullMarked;
