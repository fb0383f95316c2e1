/** Writes a migration file with what was seen as comments. Pure. */
@NullMarked
package io.tributary.local.init.text;

import org.jspecify.annotations.NullMarked;
