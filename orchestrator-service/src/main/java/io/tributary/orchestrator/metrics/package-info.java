/** Metrics of the orchestrator: state and health of each migration, times of cutover steps. */
package io.tributary.orchestrator.metrics;
