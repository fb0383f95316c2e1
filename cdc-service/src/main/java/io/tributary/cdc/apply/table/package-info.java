/**
 * The target's tables as apply sees them: columns, types and keys, read from the target's catalog.
 */
@NullMarked
package io.tributary.cdc.apply.table;

import org.jspecify.annotations.NullMarked;
