/**
 * Opens the target to its application at the cutover: triggers, sequences, and the gate out of the
 * way.
 */
@NullMarked
package io.tributary.cdc.schema.opening;

import org.jspecify.annotations.NullMarked;
