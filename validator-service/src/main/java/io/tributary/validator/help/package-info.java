/** Compares ranges of large tables that other validators look after and offer. */
@NullMarked
package io.tributary.validator.help;

import org.jspecify.annotations.NullMarked;
