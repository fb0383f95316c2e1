/** Copies the rows that a source has at the start straight into the target, table by table. */
@NullMarked
package io.tributary.cdc.copy;

import org.jspecify.annotations.NullMarked;
