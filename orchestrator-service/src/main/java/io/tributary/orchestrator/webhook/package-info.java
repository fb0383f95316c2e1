/** Calls of web addresses that a migration file names. */
@NullMarked
package io.tributary.orchestrator.webhook;

import org.jspecify.annotations.NullMarked;
