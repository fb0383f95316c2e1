/**
 * Dead letters and quarantined rows of a source, and whether its target may be opened without them.
 */
@NullMarked
package io.tributary.common.quarantine;

import org.jspecify.annotations.NullMarked;
