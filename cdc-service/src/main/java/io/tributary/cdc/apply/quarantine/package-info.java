/** Rows of a converted source that are kept aside from the target, and whose keys are whose. */
package io.tributary.cdc.apply.quarantine;
