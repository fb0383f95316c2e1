/**
 * Opens the target to its application at the cutover: triggers, sequences, and the gate out of the
 * way.
 */
package io.tributary.cdc.schema.opening;
