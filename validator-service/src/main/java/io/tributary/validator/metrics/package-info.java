/** The validator's metrics. */
@NullMarked
package io.tributary.validator.metrics;

import org.jspecify.annotations.NullMarked;
