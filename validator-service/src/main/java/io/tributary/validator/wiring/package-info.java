/** Puts the service together. */
@NullMarked
package io.tributary.validator.wiring;

import org.jspecify.annotations.NullMarked;
