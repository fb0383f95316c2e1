/** Tries backups of a target for a rehearsal. */
@NullMarked
package io.tributary.cdc.reconcile.backup;

import org.jspecify.annotations.NullMarked;
