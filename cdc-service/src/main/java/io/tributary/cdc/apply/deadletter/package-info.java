/**
 * Changes of PostgreSQL sources that the target refused: kept in order, published, and applied
 * again when asked.
 */
@NullMarked
package io.tributary.cdc.apply.deadletter;

import org.jspecify.annotations.NullMarked;
