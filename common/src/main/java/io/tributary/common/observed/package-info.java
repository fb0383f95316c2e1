/**
 * Observed state: what the services report of sources and validation, published for the
 * orchestrator.
 */
@NullMarked
package io.tributary.common.observed;

import org.jspecify.annotations.NullMarked;
