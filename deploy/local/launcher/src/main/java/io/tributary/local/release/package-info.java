/** Takes out of old databases what a migration has left in them. */
@NullMarked
package io.tributary.local.release;

import org.jspecify.annotations.NullMarked;
