/** Writes single tables of the target anew while their stream goes on with the others. */
@NullMarked
package io.tributary.cdc.apply.restart;

import org.jspecify.annotations.NullMarked;
