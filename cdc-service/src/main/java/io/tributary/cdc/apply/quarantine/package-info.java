/** Rows of a converted source that are kept aside from the target, and whose keys are whose. */
@NullMarked
package io.tributary.cdc.apply.quarantine;

import org.jspecify.annotations.NullMarked;
