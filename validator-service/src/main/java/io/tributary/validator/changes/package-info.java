/** Reads from a change topic which rows changed since their table was last found equal. */
@NullMarked
package io.tributary.validator.changes;

import org.jspecify.annotations.NullMarked;
