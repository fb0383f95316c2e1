/**
 * How long apply waits, how much it takes at once, and the errors with which a stream waits or
 * stops.
 */
@NullMarked
package io.tributary.cdc.apply.policy;

import org.jspecify.annotations.NullMarked;
