/**
 * Poolers through which applications connect: their clients are held during a change of sides and
 * led to the other side.
 */
@NullMarked
package io.tributary.cdc.pooler;

import org.jspecify.annotations.NullMarked;
