/** Turns the records of a change topic back into whole source transactions; pure. */
@NullMarked
package io.tributary.cdc.apply.assemble;

import org.jspecify.annotations.NullMarked;
