/** Shows whether the schemas of a target can be dumped and restored by their roles. */
@NullMarked
package io.tributary.database.backup;

import org.jspecify.annotations.NullMarked;
