/** The validator's settings. */
@NullMarked
package io.tributary.validator.config;

import org.jspecify.annotations.NullMarked;
