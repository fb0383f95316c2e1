/** Metrics of the orchestrator: state and health of each migration, times of cutover steps. */
@NullMarked
package io.tributary.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
