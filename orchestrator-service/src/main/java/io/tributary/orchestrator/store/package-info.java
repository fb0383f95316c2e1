/** Keeps each migration's state and history in the tributary schema of its target. */
@NullMarked
package io.tributary.orchestrator.store;

import org.jspecify.annotations.NullMarked;
