/** Opens blocking connections to sources and the target, with errors an operator can act on. */
@NullMarked
package io.tributary.cdc.database;

import org.jspecify.annotations.NullMarked;
