/** Compares both ends of every migration and says what it found; it writes to topics only. */
package io.tributary.validator;
