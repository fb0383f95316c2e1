/** Looks into sources and target, bounded and without changing them. */
@NullMarked
package io.tributary.local.init.look;

import org.jspecify.annotations.NullMarked;
