/**
 * Observed state: what the services report of sources and validation, published for the
 * orchestrator.
 */
package io.tributary.common.observed;
