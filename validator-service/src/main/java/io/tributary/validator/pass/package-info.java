/** Compares all tables of a source again and again while applications write on. */
@NullMarked
package io.tributary.validator.pass;

import org.jspecify.annotations.NullMarked;
