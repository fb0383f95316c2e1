/** The latest that cdc-service and validator-service reported of a migration, as one value. */
@NullMarked
package io.tributary.orchestrator.observed;

import org.jspecify.annotations.NullMarked;
