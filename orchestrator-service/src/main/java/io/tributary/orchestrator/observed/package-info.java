/** The latest that cdc-service and validator-service reported of a migration, as one value. */
package io.tributary.orchestrator.observed;
