/** The validator's metrics. */
package io.tributary.validator.metrics;
