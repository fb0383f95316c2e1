/** Turns rows of a source without PostgreSQL's types into rows of the target; pure. */
@NullMarked
package io.tributary.cdc.apply.convert;

import org.jspecify.annotations.NullMarked;
