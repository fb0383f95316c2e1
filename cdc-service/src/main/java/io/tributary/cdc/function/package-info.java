/** Which functions the expressions of tables and types call, and whether they may be run. */
@NullMarked
package io.tributary.cdc.function;

import org.jspecify.annotations.NullMarked;
