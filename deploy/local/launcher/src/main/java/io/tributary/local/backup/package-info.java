/** The command that shows whether a schema's role can dump it and restore what it dumped. */
@NullMarked
package io.tributary.local.backup;

import org.jspecify.annotations.NullMarked;
