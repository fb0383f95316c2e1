/** Asks the orchestrator's REST API for the commands, and says in words why it does not answer. */
@NullMarked
package io.tributary.local.client;

import org.jspecify.annotations.NullMarked;
