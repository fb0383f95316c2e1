/**
 * Changes that the target refused: their form outside of the stream, and which keys wait for them.
 */
package io.tributary.cdc.apply.parked;
