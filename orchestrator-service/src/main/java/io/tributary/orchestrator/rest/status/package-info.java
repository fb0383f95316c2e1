/** The parts of the status of a migration, as the API answers with them. */
@NullMarked
package io.tributary.orchestrator.rest.status;

import org.jspecify.annotations.NullMarked;
