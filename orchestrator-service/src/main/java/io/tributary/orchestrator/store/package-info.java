/** Keeps each migration's state and history in the tributary schema of its target. */
package io.tributary.orchestrator.store;
