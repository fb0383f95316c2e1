/** Gets the values of rows that differ from the validator, for the one who asks. */
@NullMarked
package io.tributary.orchestrator.values;

import org.jspecify.annotations.NullMarked;
