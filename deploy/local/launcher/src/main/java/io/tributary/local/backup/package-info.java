/** The command that tries backups of a target. */
@NullMarked
package io.tributary.local.backup;

import org.jspecify.annotations.NullMarked;
