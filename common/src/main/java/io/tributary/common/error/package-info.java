/** Errors as values: a stable code, whose fault it is, and whether trying again makes sense. */
@NullMarked
package io.tributary.common.error;

import org.jspecify.annotations.NullMarked;
