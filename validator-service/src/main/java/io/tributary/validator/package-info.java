/** Compares both ends of every migration and says what it found; it writes to topics only. */
@NullMarked
package io.tributary.validator;

import org.jspecify.annotations.NullMarked;
