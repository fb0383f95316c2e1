/** Reasons why a value, and with it its row, is quarantined instead of written to the target. */
package io.tributary.mapping.quarantine;
