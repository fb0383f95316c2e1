/** Reasons why a value, and with it its row, is quarantined instead of written to the target. */
@NullMarked
package io.tributary.mapping.quarantine;

import org.jspecify.annotations.NullMarked;
