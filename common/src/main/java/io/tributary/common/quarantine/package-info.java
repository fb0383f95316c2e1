/**
 * Dead letters and quarantined rows of a source, and whether its target may be opened without them.
 */
package io.tributary.common.quarantine;
